/** What is told of the mail that went out: enough to know which one it was. */
export interface OriginalMail {
  /** Without angle brackets. */
  messageIds: string[];
  /** Addresses it was sent from (envelope). */
  returnPaths: string[];
}

const mostCharacters = 32_000;
const most = 5;

/** @param text the returned mail or its headers, perhaps with other text around them */
export function originalMail(text: string): OriginalMail {
  const start = text.slice(0, mostCharacters).replaceAll(/\r?\n[ \t]+/g, ' ');
  return {
    messageIds: found(start, /^(?:> ?)?(?:x-[\w-]{1,30}-)?message-id: *<?([^\s<>]{1,250})/gim),
    returnPaths: found(
      start,
      /^(?:> ?)?(?:return-path|original-mail-from|x-original-mail-from): *<?([^\s<>]{1,320})/gim,
    ),
  };
}

function found(text: string, pattern: RegExp): string[] {
  const values = [...text.matchAll(pattern)].flatMap(([, value]) => value ?? []);
  return [...new Set(values)].slice(0, most);
}
