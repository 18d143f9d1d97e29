// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), and its full-width twins; also after
// anything that a program with another separator in mind takes for the end of a cell. There a hyphen and a blank begin an
// item of a list, and '5,-' is a price: they are left alone unless a call or a pipe follows on the line.
const formula = /(^[\s"']*(?=[=+\-@＝＋－＠])|[,;|\t\r\n][\s"']*(?=[=@＝＠]|[+\-＋－](?:[^\s,;.]|.*[(|])))/g;
const looksLikeNumber = /^\s*(?:[\d\s.,()/+-]*\d[\d\s.,()/+-]*|[\d.,]+e[+-]?\d+)\s*$/i;
const looksLikePhone = /^\+?[\d ()./-]+$/;

/**
 * A text that no spreadsheet executes or takes for a number: where it could, an apostrophe stands before the dangerous
 * character, or before the text. Every other text is as it was.
 */
export function textCell(text: string): string {
  const safe = text.replaceAll(formula, "$1'");
  return looksLikeNumber.test(text) && !safe.startsWith("'") ? `'${safe}` : safe;
}

/**
 * A telephone number as it was typed, after `tel:`. The apostrophe of `textCell` would stand before every +49, and
 * without anything a spreadsheet makes a number of +49… and 030… that has lost its beginning. With the scheme it is a
 * text to every spreadsheet, and to every program the number once the four letters are taken off.
 */
export function phoneCell(typed: string): string {
  if (typed === '') return '';
  return looksLikePhone.test(typed) ? `tel:${typed}` : textCell(typed);
}
