import type { Notice } from '@foyer/kit/form-markup';

export interface Topic {
  id: string;
  label: string;
}

/** A box to tick: a consent in the company's words, or the statement of age. */
interface Check {
  name: string;
  value: string;
  label: string;
}

/** What differs from site to site: read by the server when it renders, fetched by an element that renders itself. */
export interface FormSettings {
  topics: readonly Topic[];
  notice: Notice;
  checks?: readonly Check[];
}
