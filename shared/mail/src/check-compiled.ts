/** The source of a mail cannot become a mail. Its message names what is wrong, for the one who writes the template. */
export class MailSourceError extends Error {
  override name = 'MailSourceError';
}

// Gmail cuts a mail off at 102 kB and hides its foot.
const maxHtmlBytes = 95_000;

// What mjml lets through even when it validates strictly. Schemes of placeholders are checked when they are filled in.
const forbidden: [RegExp, string][] = [
  [/<\s*(?:script|iframe|object|embed|form|base)\b/i, 'scripts, frames and forms'],
  [/<[^>]+\son[a-z]+\s*=/i, 'event handlers'],
  [/(?:href|src|action)\s*=\s*["']?\s*(?:javascript|vbscript|data):/i, 'script and data URLs'],
  [/<link\b|@import\b|@font-face\b/i, 'style sheets and fonts of other hosts'],
  [/(?:src|background)\s*=\s*["']?\s*(?:https?:)?\/\//i, 'pictures of other hosts: they tell who reads when'],
  [/url\(\s*["']?\s*(?:https?:)?\/\//i, 'pictures of other hosts: they tell who reads when'],
];

/**
 * Looks through compiled HTML for what no mail of ours may hold.
 *
 * @returns the HTML without the white space at the start and end of lines
 * @throws MailSourceError naming the first thing found
 */
export function checkCompiled(html: string): string {
  for (const [pattern, what] of forbidden) {
    if (pattern.test(html)) throw new MailSourceError(`a mail must not hold ${what}`);
  }
  const lean = html.replaceAll(/[ \t]*\n\s*/g, '\n').trim();
  const bytes = Buffer.byteLength(lean);
  if (bytes > maxHtmlBytes)
    throw new MailSourceError(`a mail must be at most ${maxHtmlBytes} bytes, got ${bytes}`);
  return lean;
}
