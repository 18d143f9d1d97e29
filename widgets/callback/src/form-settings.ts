import type { Notice } from '@foyer/kit/form-markup';

/** A time that can be chosen: two instants in UTC. */
export interface Slot {
  startsAt: string;
  endsAt: string;
}

/** What `GET /callback/slots` answers: read by the server when it renders, fetched by an element that renders itself. */
export interface FormSettings {
  /** Time zone of the company. */
  zone: string;
  slotMinutes: number;
  isOpenNow: boolean;
  slots: readonly Slot[];
  notice: Notice;
}
