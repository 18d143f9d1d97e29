import type { ComponentProps } from 'preact';
import { lazy } from '../../../lazy.tsx';
import type { Chart as ChartComponent } from '../../../parts/chart.tsx';

export const Chart = lazy<ComponentProps<typeof ChartComponent>>(
  'chart',
  async () => (await import('../../../parts/chart.tsx')).Chart,
);

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
export const formatCount = (value: number): string => (Number.isInteger(value) ? compact.format(value) : '');
