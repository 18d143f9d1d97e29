// What a header of ours may hold; a client that has lost the middle of a thread still joins its ends.
const maxReferencesLength = 900;

/**
 * The headers that put a mail into its thread (RFC 5322 §3.6.4): the last mail that the visitor has, and all of them,
 * the oldest first. When they are too many the first one and the newest ones stay.
 *
 * @param messageIds with or without angle brackets
 */
export function threadHeaders(messageIds: readonly string[]): Record<string, string> {
  const ids = messageIds.map((id) => `<${id.replaceAll(/[<>\s]/g, '')}>`);
  const [first] = ids;
  const last = ids.at(-1);
  if (first === undefined || last === undefined) return {};
  const kept: string[] = [];
  let length = first.length;
  for (const id of ids.slice(1).toReversed()) {
    length += id.length + 1;
    if (length > maxReferencesLength) break;
    kept.unshift(id);
  }
  return { 'In-Reply-To': last, References: [first, ...kept].join(' ') };
}

/** `Re: Products and quotations [FO-7K3M-9QXD]`, whatever of it was typed already. */
export function replySubject(given: string, reference: string): string {
  const words = given
    .replaceAll(`[${reference}]`, ' ')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^(?:\s*re\s*:)+/i, '')
    .trim();
  return `Re: ${words}${words === '' ? '' : ' '}[${reference}]`;
}
