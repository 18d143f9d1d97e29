// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), also with full-width characters and
// after a separator that another program has in mind.
const formula = /(^|[,;|\t\r\n])([\s"']*)(?=[=+\-@\t\r＝＋－＠])/g;

/** One line of CSV (RFC 4180), every cell in quotes; an apostrophe stands before what looks like a formula. */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => cell.replaceAll(formula, "$1$2'").replaceAll('"', '""'));
  return `${safe.map((cell) => `"${cell}"`).join(',')}\r\n`;
}
