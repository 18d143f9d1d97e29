// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), also with full-width characters and
// after a separator that another program has in mind.
const formula = /(^|[,;|\t\r\n])([\s"']*)(?=[=+\-@\t\r＝＋－＠])/g;

/** One line of CSV (RFC 4180), every cell in quotes. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** A text that no spreadsheet executes: an apostrophe stands before what looks like a formula. */
export function textCell(text: string): string {
  return text.replaceAll(formula, "$1$2'");
}

/** A telephone number after `tel:`, so that it keeps its plus and its zeros, and is no formula. */
export function phoneCell(typed: string): string {
  return /^\+?[\d ()./-]+$/.test(typed) ? `tel:${typed}` : textCell(typed);
}
