export interface Topic {
  id: string;
  label: string;
}

export interface Retention {
  days: number;
  /** ISO 8601, a day or a moment. */
  deletedOn: string;
  /** The promise in the visitor's words, with the date. */
  text: string;
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
  retention: Retention;
  checks?: readonly Check[];
}
