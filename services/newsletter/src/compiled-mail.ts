import { z } from 'zod';

/** What is filled in for each recipient. */
export const Hole = z.enum(['name', 'salutation', 'email', 'unsubscribe_url', 'preferences_url']);
export type Hole = z.infer<typeof Hole>;

/** Where a value stands, and thus how it is escaped. */
const HoleContext = z.enum(['html', 'attribute', 'url', 'text', 'header']);
export type HoleContext = z.infer<typeof HoleContext>;

/** A piece of a mail: the same for everybody, or a value of the recipient. */
const Segment = z.union([z.string(), z.strictObject({ hole: Hole, context: HoleContext })]);
export type Segment = z.infer<typeof Segment>;

const Segments = z.array(Segment).max(2_000);

/**
 * A newsletter as it was released: compiled once, cut at its placeholders. Holes of the subject have the context
 * 'header', those of the text 'text', those of the HTML 'html', 'attribute' or 'url' (an attribute that holds nothing
 * but the value).
 */
export const CompiledMail = z.strictObject({
  subject: Segments,
  html: Segments,
  text: Segments,
  /** BCP 47, of the words in it. */
  language: z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/),
});
export type CompiledMail = z.infer<typeof CompiledMail>;
