import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { dates } from '../dates.ts';
import { theme } from '../theme.ts';
import './chart.css';

export interface ChartSeries {
  label: string;
  values: readonly (number | null)[];
  /** Which of the chart colours of the tokens. */
  color: 1 | 2 | 3 | 4 | 5 | 6;
  isDashed?: boolean;
}

const HEIGHT = 190;

/**
 * Lines over time. Colours come from the tokens, and lines differ in dashes where colour alone would have to tell them
 * apart; the same numbers stand in a table beside it, so the picture itself is hidden from screen readers.
 */
export function Chart(props: {
  times: readonly Date[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  isBars?: boolean;
}): JSX.Element {
  const { times, series, format, isBars = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const chosen = theme.value;
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let plot: uPlot | undefined;
    const draw = (): void => {
      plot?.destroy();
      const options = optionsFor({ element, times, series, format, isBars });
      plot = new uPlot(
        options,
        [times.map((time) => time.getTime() / 1000), ...stacked(series, isBars)],
        element,
      );
    };
    draw();
    const resized = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [times, series, format, isBars, chosen]);
  return (
    <div class="chart" aria-hidden="true">
      <div ref={host} class="chart-plot" />
      <ul class="chart-legend">
        {series.map(({ label, color, isDashed }) => (
          <li key={label}>
            <span class={`chart-key chart-color-${color}`} data-dashed={isDashed} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

// Bars stand on each other: the first series is drawn last, on top, with the sum of all up to it.
function stacked(series: readonly ChartSeries[], isBars: boolean): (number | null)[][] {
  if (!isBars) return series.map(({ values }) => [...values]);
  const sums: (number | null)[][] = [];
  for (const { values } of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, index) => (value ?? 0) + (below?.[index] ?? 0)));
  }
  return sums.toReversed();
}

function optionsFor(given: {
  element: HTMLElement;
  times: readonly Date[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  isBars: boolean;
}): uPlot.Options {
  const { element, times, series, format, isBars } = given;
  const half = ((times[1]?.getTime() ?? 0) - (times[0]?.getTime() ?? 0)) / 2000;
  const ink = colorOf(element, '--ink-faint');
  const line = colorOf(element, '--line');
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const bars = uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.1 });
  const drawn = isBars ? series.toReversed() : series;
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [12, 22, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      // Half a step more at both ends, where bars would be cut in two.
      x: { range: (_plot, min, max) => (isBars ? [min - half, max + half] : [min, max]) },
      y: { range: (_plot, _min, max) => [0, Math.max(max * 1.1, 1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        space: 64,
        incrs: increments,
        values: (_plot, ticks) => tickWords(ticks),
      },
      { ...axis, size: 48, space: 36, values: (_plot, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      ...drawn.map(({ color, isDashed }): uPlot.Series => {
        const stroke = colorOf(element, `--chart-${color}`);
        if (isBars)
          return { stroke, fill: stroke, width: 0, points: { show: false }, ...(bars && { paths: bars }) };
        return {
          stroke,
          width: 2,
          points: { show: false },
          spanGaps: true,
          ...(isDashed === true && { dash: [6, 4] }),
        };
      }),
    ],
  };
}

// Ticks say minutes or days: finer ones would say the same word twice.
const MINUTE = 60;
const DAY = 86_400;
const increments = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360]
  .map((minutes) => minutes * MINUTE)
  .concat([1, 2, 7, 14, 28, 91, 182, 365].map((days) => days * DAY));

function tickWords(ticks: readonly number[]): string[] {
  const first = ticks[0] ?? 0;
  const second = ticks[1] ?? first;
  const isDaily = second - first >= 12 * 3600;
  return ticks.map((tick) => {
    const date = new Date(tick * 1000);
    return isDaily ? dates.shortDay(date) : dates.time(date);
  });
}

// A canvas knows neither custom properties nor light-dark(): an element that wears the colour tells what it came to.
function colorOf(element: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.setProperty('color', `var(${token})`);
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
