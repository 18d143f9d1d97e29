const longest = 2_000;

/**
 * Words of a mail server as they may be kept: servers like to repeat the recipient in them.
 *
 * @param names local parts that stand there without a domain too, as in 'anna: no such user'
 * @returns one line of 300 characters at most
 */
export function withoutAddresses(text: string, names: readonly string[] = []): string {
  const bare = text.slice(0, longest).replaceAll(/\S+@\S+/g, '…');
  const unnamed = names
    .filter((name) => name.length >= 2 && name.length <= 64)
    .reduce((rest, name) => rest.replaceAll(wordOf(name), '$1…'), bare);
  return (
    unnamed
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 300)
      // A character outside of the first 65,536 may have been cut in two, and PostgreSQL takes no half one in jsonb.
      .toWellFormed()
  );
}

function wordOf(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return new RegExp(String.raw`(^|[^\w.-])${escaped}(?![\w.-]*\w)`, 'gi');
}
