import { list, record, text, type JsonRecord } from './json-reader.ts';

export interface SchemaRow {
  /** Dotted path from the body's root; `[]` for the items of a list. */
  path: string;
  type: string;
  isRequired: boolean;
  limits: string;
  description: string;
}

const deepest = 6;

/** Follows `$ref` inside the document; at most a few times, because references may point in circles. */
export function resolved(document: JsonRecord, schema: unknown): JsonRecord {
  let found = record(schema);
  for (let hops = 0; hops < deepest && text(found['$ref']).startsWith('#/'); hops++) {
    const steps = text(found['$ref']).slice(2).split('/');
    let target: unknown = document;
    for (const step of steps) target = record(target)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    found = record(target);
  }
  return found;
}

/** A JSON schema as the rows of one table. */
export function schemaRows(document: JsonRecord, schema: unknown, path = '', depth = 0): SchemaRow[] {
  const found = resolved(document, schema);
  const required = new Set(list(found['required']));
  if (depth >= deepest) return [];
  if (text(found['type']) === 'array') return schemaRows(document, found['items'], `${path}[]`, depth + 1);
  return Object.entries(record(found['properties'])).flatMap(([name, property]) => {
    const own = path ? `${path}.${name}` : name;
    const member = resolved(document, property);
    return [
      {
        path: own,
        type: typeOf(document, member),
        isRequired: required.has(name),
        limits: limitsOf(member),
        description: text(member['description']) || text(record(property)['description']),
      },
      ...schemaRows(document, member, own, depth + 1),
    ];
  });
}

export function typeOf(document: JsonRecord, schema: unknown): string {
  const found = resolved(document, schema);
  const choices = [...list(found['anyOf']), ...list(found['oneOf'])];
  if ('const' in found) return JSON.stringify(found['const']);
  if (Array.isArray(found['enum'])) return found['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeOf(document, choice)))].join(' | ');
  if (Array.isArray(found['type'])) return found['type'].join(' | ');
  if (found['type'] === 'array') {
    const item = typeOf(document, found['items']);
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  return text(found['format']) || text(found['type']) || 'any';
}

function limitsOf(schema: JsonRecord): string {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema;
  return [
    range(minLength, maxLength, 'characters'),
    // zod prints the range of safe integers on every integer; it tells nobody anything.
    range(
      minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
      maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
      '',
    ),
    range(minItems, maxItems, 'items'),
    typeof pattern === 'string' && pattern.length <= 60 ? `matches ${pattern}` : '',
    'default' in schema ? `default ${JSON.stringify(schema['default'])}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function range(least: unknown, most: unknown, unit: string): string {
  const isLeast = typeof least === 'number';
  const isMost = typeof most === 'number';
  if (!isLeast && !isMost) return '';
  const span =
    isLeast && isMost
      ? least === most
        ? `${least}`
        : `${least} to ${most}`
      : isMost
        ? `at most ${most}`
        : `at least ${String(least)}`;
  return `${span} ${unit}`.trim();
}
