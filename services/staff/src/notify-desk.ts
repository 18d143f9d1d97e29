import type { Bus } from '@foyer/bus';
import type { NotifyDesk } from './ports.ts';

/** What travels: the topic and ids, never content. */
export const deskChannel = 'desk.changed';

/** Passes hints to the desks that are open at any process; one that gets lost is found by the next look. */
export function createNotifyDesk(bus: Bus): NotifyDesk {
  return (topic, ids) => void bus.publish(deskChannel, JSON.stringify({ topic, ids }));
}
