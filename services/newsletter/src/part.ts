import type { Service } from '@foyer/service';

/** What each part of the newsletter gives to the service. */
export type Part = Required<Omit<Service, 'name' | 'migrations' | 'lastWords'>>;
