import type { ItemState } from '../../api/inbox.ts';
import type { Tone } from '../../parts/badge.tsx';

export const stateTones: Record<ItemState, Tone> = {
  open: 'accent',
  waiting: 'info',
  closed: 'neutral',
  held: 'warn',
};
