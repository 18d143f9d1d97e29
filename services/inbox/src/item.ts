/** What came in: also which source it is read from. */
export const itemKinds = ['message', 'callback'] as const;
export type ItemKind = (typeof itemKinds)[number];

export const itemStates = ['open', 'waiting', 'closed', 'held'] as const;
export type ItemState = (typeof itemStates)[number];

/** States that staff may give; held is the doing of the source, and ends by a release. */
export const workStates = ['open', 'waiting', 'closed'] as const;
export type WorkState = (typeof workStates)[number];

/** One line of the list. */
export interface Item {
  id: string;
  kind: ItemKind;
  reference: string;
  form: string;
  topic: string;
  language: string;
  state: ItemState;
  heldReasons: string[];
  name: string;
  preview: string;
  assigneeId: string | null;
  receivedAt: Date;
  updatedAt: Date;
  noteCount: number;
  replyCount: number;
}

/** What a source puts into the list. */
export interface NewItem {
  /** The same as that of the message or callback. */
  id: string;
  kind: ItemKind;
  reference: string;
  form: string;
  topic: string;
  language: string;
  state: 'open' | 'held';
  /** Separated by commas. */
  heldReasons: string;
  name: string;
  /** The beginning of the text; cut to 160 characters. */
  preview: string;
  /** Everything it is to be found by. Its words are kept, their order is not. */
  searchText: string;
  receivedAt: Date;
}

export interface ItemFilter {
  state?: ItemState | undefined;
  kind?: ItemKind | undefined;
  topic?: string | undefined;
  /** A member of staff, or nobody. */
  assignee?: { id: string | null } | undefined;
  /** What was typed into the search field. */
  search?: string | undefined;
}

export interface ItemCounts {
  open: number;
  waiting: number;
  closed: number;
  held: number;
  /** Open or waiting, and assigned to the one who asks. */
  mine: number;
  /** Open or waiting, and assigned to nobody. */
  unassigned: number;
}
