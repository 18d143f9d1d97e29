/** Puts values where `{name}` stands; what has none stays for the person to see and fill in. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A text with another put in place of what is selected, and where the cursor then stands. */
export function insertAt(
  text: string,
  range: { start: number; end: number },
  insertion: string,
): { text: string; cursor: number } {
  return {
    text: text.slice(0, range.start) + insertion + text.slice(range.end),
    cursor: range.start + insertion.length,
  };
}
