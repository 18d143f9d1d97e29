interface Topic {
  id: string;
  name: string;
  description: string;
}

/** In the server's words: the same as in the company's record of processing. */
interface Notice {
  what: string;
  why: string;
  until: string;
}

/** What differs from site to site: read by the server when it renders, fetched by an element that renders itself. */
export interface FormSettings {
  /** With more than one there is a box for each. */
  topics: readonly Topic[];
  /** null: nobody can subscribe at the moment. */
  consent: { version: number; wording: string; asksAge: boolean } | null;
  notice: Notice;
}
