import type { DataSubject } from '@foyer/service';

/** What is held: one record, or everything of one person, also what comes in later. */
export type Held = { holding: string; recordId: string } | { subject: DataSubject };
