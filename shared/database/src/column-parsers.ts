export type ColumnParser = (text: string) => unknown;

interface ColumnType {
  oid: number;
  arrayOid: number;
  parse: ColumnParser;
}

// The oids are fixed by PostgreSQL's catalogue (src/include/catalog/pg_type.dat).
const columnTypes: ColumnType[] = [
  { oid: 16, arrayOid: 1000, parse: (text) => text === 't' },
  { oid: 17, arrayOid: 1001, parse: parseBytea },
  { oid: 20, arrayOid: 1016, parse: parseInt8 },
  { oid: 21, arrayOid: 1005, parse: Number },
  { oid: 23, arrayOid: 1007, parse: Number },
  { oid: 26, arrayOid: 1028, parse: Number },
  { oid: 25, arrayOid: 1009, parse: asText },
  { oid: 1043, arrayOid: 1015, parse: asText },
  { oid: 114, arrayOid: 199, parse: JSON.parse },
  { oid: 3802, arrayOid: 3807, parse: JSON.parse },
  { oid: 700, arrayOid: 1021, parse: Number },
  { oid: 701, arrayOid: 1022, parse: Number },
  { oid: 1082, arrayOid: 1182, parse: asText },
  { oid: 1083, arrayOid: 1183, parse: asText },
  { oid: 1114, arrayOid: 1115, parse: asText },
  { oid: 1184, arrayOid: 1185, parse: parseTimestamptz },
  { oid: 1186, arrayOid: 1187, parse: asText },
  { oid: 1700, arrayOid: 1231, parse: asText },
  { oid: 2950, arrayOid: 2951, parse: asText },
];

/**
 * How a column's text becomes a value, by the oid of its type; the same for both engines, whose own defaults
 * differ (int8 and date among them). int8 is a number, timestamptz a Date, bytea a Uint8Array, json and jsonb
 * are parsed. A type that is not here stays the text PostgreSQL prints.
 */
export const columnParsers: ReadonlyMap<number, ColumnParser> = new Map(
  columnTypes.flatMap(({ oid, arrayOid, parse }): [number, ColumnParser][] => [
    [oid, parse],
    [arrayOid, (text) => parseArray(text, parse)],
  ]),
);

function asText(text: string): string {
  return text;
}

function parseInt8(text: string): number {
  const value = Number(text);
  // Rounding in silence would make two different ids equal.
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`a bigint column must fit a safe integer, got ${text}: select it as text instead`);
  }
  return value;
}

function parseTimestamptz(text: string): Date {
  // '2026-11-22 21:19:03.123456+00' and '+05:30': a Date keeps milliseconds, the rest is cut off.
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(`a timestamptz column must be a point in time that a Date can hold, got ${text}`);
  }
  return date;
}

function parseBytea(text: string): Uint8Array {
  if (!text.startsWith(String.raw`\x`)) {
    throw new RangeError(
      String.raw`a bytea column must be printed as \x and hex digits (bytea_output = hex)`,
    );
  }
  const bytes = Buffer.from(text.slice(2), 'hex');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads PostgreSQL's array literal, https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO. */
function parseArray(text: string, parse: ColumnParser): unknown[] {
  // '[2:3]={…}' names the bounds, which say nothing to JavaScript.
  let at = text.indexOf('{');
  return readArray();

  function readArray(): unknown[] {
    const items: unknown[] = [];
    at += 1;
    while (text[at] !== '}') {
      if (at >= text.length) throw new RangeError('an array column must end with }');
      if (text[at] === ',') at += 1;
      else if (text[at] === '{') items.push(readArray());
      else items.push(readItem());
    }
    at += 1;
    return items;
  }

  function readItem(): unknown {
    if (text[at] === '"') {
      const [quoted, inner] = /^"((?:[^"\\]|\\.)*)"/s.exec(text.slice(at)) ?? [];
      if (quoted === undefined || inner === undefined) {
        throw new RangeError('an array column has a quote that does not end');
      }
      at += quoted.length;
      return parse(inner.replaceAll(/\\(.)/gs, '$1'));
    }
    const start = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at += 1;
    const item = text.slice(start, at);
    return item === 'NULL' ? null : parse(item);
  }
}
