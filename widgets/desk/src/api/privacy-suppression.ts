import { ask } from './ask.ts';
import { flag, list, moment, number, shape, text, type Decoded } from './decode.ts';

/** Exactly one of the two; a number in E.164. */
export type Contact = { email: string } | { phone: string };

export const suppressionReasons = [
  'objection',
  'unsubscribed',
  'do_not_call',
  'complaint',
  'bounce',
  'erasure',
  'imported',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

const decodeEntry = shape({ scope: text, reason: text, suppressedAt: moment, expiresAt: moment });
export type SuppressionEntry = Decoded<typeof decodeEntry>;

const decodeCount = shape({ scope: text, reason: text, entries: number });
export type SuppressionCount = Decoded<typeof decodeCount>;

const decodeImport = shape({
  added: number,
  alreadyThere: number,
  unreadable: number,
  /** Numbers of the first ones. */
  unreadableLines: list(number),
});
export type ImportResult = Decoded<typeof decodeImport>;

const SUPPRESSIONS = '/desk/api/privacy/suppressions';

export const readSuppressionCounts = async (signal?: AbortSignal): Promise<SuppressionCount[]> =>
  (await ask(`${SUPPRESSIONS}/counts`, shape({ items: list(decodeCount) }), { signal })).items;

/** The list holds digests and cannot be read; only whether one address is on it. Written into the audit log. */
export const lookUpContact = async (contact: Contact): Promise<SuppressionEntry[]> =>
  (
    await ask(`${SUPPRESSIONS}/search`, shape({ items: list(decodeEntry) }), {
      method: 'POST',
      body: contact,
    })
  ).items;

export const suppressContact = (
  contact: Contact,
  terms: { scope: string; reason: SuppressionReason },
): Promise<{ isNew: boolean }> =>
  ask(SUPPRESSIONS, shape({ isNew: flag }), { method: 'POST', body: { ...contact, ...terms } });

export const liftSuppression = (contact: Contact, scope: string): Promise<{ wasSuppressed: boolean }> =>
  ask(`${SUPPRESSIONS}/removals`, shape({ wasSuppressed: flag }), {
    method: 'POST',
    body: { ...contact, scope },
  });

export const importSuppressions = (body: {
  scope: string;
  reason: SuppressionReason;
  list: string;
}): Promise<ImportResult> =>
  ask(`${SUPPRESSIONS}/import`, decodeImport, { method: 'POST', body, timeoutSeconds: 120 });
