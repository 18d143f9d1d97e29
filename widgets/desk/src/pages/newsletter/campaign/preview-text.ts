// The first one counts, as it does for MJML.
const element = /<mj-preview\b[^>]*?(?:\/>|>([\s\S]*?)<\/mj-preview\s*>)/;

/** What stands in mj-preview, as somebody types it; '' when there is none. */
export function previewTextOf(mjml: string): string {
  // Blanks that somebody is typing stay; those of the layout go.
  return unescaped(element.exec(mjml)?.[1] ?? '').replaceAll(/^\s*\n\s*|\s*\n\s*$/g, '');
}

/** The MJML with this in its mj-preview, which is made where it is missing. What is no mail yet stays as it is. */
export function withPreviewText(mjml: string, text: string): string {
  const made = `<mj-preview>${escaped(text)}</mj-preview>`;
  // Functions, for `$&` in what people write is no pattern.
  if (element.test(mjml)) return mjml.replace(element, () => made);
  if (/<mj-head\s*>/.test(mjml)) return mjml.replace(/<mj-head\s*>/, (head) => `${head}\n    ${made}`);
  const inHead = `\n  <mj-head>\n    ${made}\n  </mj-head>`;
  return mjml.replace(/<mjml\b[^>]*>/, (root) => root + inHead);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
