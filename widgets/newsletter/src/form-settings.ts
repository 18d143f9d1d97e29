import type { Notice } from '@foyer/kit/form-markup';

interface Topic {
  id: string;
  name: string;
  description: string;
}

/** What differs from site to site: read by the server when it renders, fetched by an element that renders itself. */
export interface FormSettings {
  /** With more than one there is a box for each. */
  topics: readonly Topic[];
  /** null: nobody can subscribe at the moment. */
  consent: { version: number; wording: string; asksAge: boolean } | null;
  notice: Notice;
}
