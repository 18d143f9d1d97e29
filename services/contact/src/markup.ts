/** A piece of HTML whose dynamic parts are already escaped. */
export interface SafeHtml {
  readonly html: string;
}

type Value = SafeHtml | string | false | undefined | readonly SafeHtml[];

/** Builds HTML; texts are escaped for running text and quoted attributes, `false` and `undefined` print nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): SafeHtml {
  let built = parts[0] ?? '';
  values.forEach((value, index) => (built += print(value) + (parts[index + 1] ?? '')));
  return { html: built };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function print(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string')
    return value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
  return 'html' in value ? value.html : value.map((item) => item.html).join('');
}
