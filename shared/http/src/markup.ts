/** HTML whose dynamic parts are escaped. */
export interface SafeHtml {
  readonly html: string;
}

type Value = SafeHtml | string | false | undefined | readonly SafeHtml[];

/**
 * Builds HTML, as the tag of a template: texts are escaped for running text and quoted attributes, `false` and
 * `undefined` print nothing.
 *
 * @returns what may stand in another piece without being escaped again
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): SafeHtml {
  return { html: parts.map((part, index) => part + print(values[index])).join('') };
}

function print(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') {
    return value.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
  }
  return 'html' in value ? value.html : value.map((item) => item.html).join('');
}
