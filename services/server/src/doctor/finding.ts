/** What doctor has to say about one thing. `odd` works, but may not be what is meant. */
export interface Finding {
  state: 'well' | 'odd' | 'wrong';
  about: string;
  says: string;
  advice?: string;
}
