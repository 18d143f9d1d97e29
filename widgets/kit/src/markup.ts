/** A piece of HTML whose dynamic parts are already escaped. */
export interface Markup {
  readonly markup: string;
  toString(): string;
}

export type MarkupValue = Markup | string | number | boolean | null | undefined | readonly MarkupValue[];

/**
 * Builds HTML; every value is escaped for text and for quoted attributes, unless it came out of `html` itself.
 * Arrays are joined; `undefined`, `null` and booleans print nothing, so that `condition && html…` reads well.
 * Not for the insides of script, style or unquoted attributes, nor for the scheme of a URL.
 */
export function html(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  let markup = parts[0] ?? '';
  values.forEach((value, index) => (markup += print(value) + (parts[index + 1] ?? '')));
  return { markup, toString: () => markup };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function print(value: MarkupValue): string {
  if (value === undefined || value === null || typeof value === 'boolean') return '';
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(print).join('');
}
