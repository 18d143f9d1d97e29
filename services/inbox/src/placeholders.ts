/** What a canned reply may leave open. */
const placeholders = ['name', 'reference'] as const;
export type Placeholders = Record<(typeof placeholders)[number], string>;

const shape = /\{([a-z]+)\}/g;

/** Puts the visitor's name and the reference where `{name}` and `{reference}` stand; anything else in braces is text. */
export function fillPlaceholders(text: string, values: Placeholders): string {
  return text.replaceAll(shape, (whole, word: string) => {
    const name = placeholders.find((one) => one === word);
    return name === undefined ? whole : values[name];
  });
}

/** Words in braces that nobody would fill in, and a visitor would read: a slip of the pen. */
export function unknownPlaceholders(text: string): string[] {
  const found = [...text.matchAll(shape)].map(([, word = '']) => word);
  return found.filter((word) => placeholders.every((name) => name !== word));
}
