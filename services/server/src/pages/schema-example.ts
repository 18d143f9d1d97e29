import { list, record, text, type JsonRecord } from './json-reader.ts';
import { resolved } from './schema-rows.ts';

const deepest = 6;

const byFormat: Record<string, string> = {
  email: 'ada@example.com',
  uri: 'https://www.example.com/',
  url: 'https://www.example.com/',
  date: '2030-01-31',
  'date-time': '2030-01-31T09:30:00.000Z',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
};

/** A value that fits a schema, for people to read: the schema's own example where it has one, otherwise made from its types. */
export function exampleOf(document: JsonRecord, schema: unknown, depth = 0): unknown {
  const found = resolved(document, schema);
  const [choice] = [...list(found['anyOf']), ...list(found['oneOf'])];
  const [example] = list(found['examples']);
  const [member] = list(found['enum']);
  for (const known of [found['example'], example, found['const'], found['default'], member]) {
    if (known !== undefined) return known;
  }
  if (depth >= deepest) return null;
  if (choice !== undefined) return exampleOf(document, choice, depth + 1);
  switch (Array.isArray(found['type']) ? found['type'][0] : found['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(record(found['properties'])).map(([name, property]) => [
          name,
          exampleOf(document, property, depth + 1),
        ]),
      );
    case 'array':
      return [exampleOf(document, found['items'], depth + 1)];
    case 'string':
      return byFormat[text(found['format'])] ?? '…';
    case 'integer':
    case 'number':
      return typeof found['minimum'] === 'number' && found['minimum'] > 0 ? found['minimum'] : 0;
    case 'boolean':
      return true;
    default:
      return null;
  }
}
