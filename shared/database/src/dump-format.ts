// A dump is gzip over lines of JSON, so that it streams and names no engine:
//   {"format":"foyer-dump","version":1,"createdAt":…,"engine":…,"migrations":[…],"secrets":{…}}
//   {"table":"contact.message","columns":["id","email"]}     then its rows, until the next object
//   ["0192…","a@example.org"]                                each value as PostgreSQL prints it, or null
//   {"sequence":"contact.message_number_seq","value":"7","isCalled":true}
//   {"end":true,"rows":1}
// Values travel as PostgreSQL's own text, as in pg_dump: microseconds, bigints and jsonb null come back exactly.

const dumpFormat = 'foyer-dump';
const dumpVersion = 1;

/** The file is no dump, is of a later version, is damaged, or does not fit the database. */
export class DumpError extends Error {
  override name = 'DumpError';
}

export interface DumpHeader {
  createdAt: string;
  engine: string;
  /** The steps that the database had taken, 'contact/0001-messages'. */
  migrations: string[];
  /** What the caller put beside the tables. */
  secrets?: unknown;
}

export type DumpEntry =
  | { kind: 'row'; values: string }
  | { kind: 'table'; table: string; columns: string[] }
  | { kind: 'sequence'; sequence: string; value: string; isCalled: boolean }
  | { kind: 'end'; rows: number };

export function headerLine(header: DumpHeader): string {
  return line({ format: dumpFormat, version: dumpVersion, ...header });
}

export function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

export function parseHeader(text: string | undefined): DumpHeader {
  const header = text === undefined ? {} : parseObject(text);
  if (header['format'] !== dumpFormat) throw new DumpError('this file is not a dump of Foyer');
  if (header['version'] !== dumpVersion) {
    throw new DumpError(
      `the dump has version ${String(header['version'])}, this program reads ${dumpVersion}`,
    );
  }
  const { createdAt, engine, migrations, secrets } = header;
  if (typeof createdAt !== 'string' || typeof engine !== 'string' || !isTexts(migrations)) {
    throw new DumpError('the header of the dump is damaged');
  }
  return { createdAt, engine, migrations, ...(secrets === undefined ? {} : { secrets }) };
}

export function parseEntry(text: string): DumpEntry {
  // Rows are most of the file and go to the database as they are, which parses them anyway.
  if (text.startsWith('[') && text.endsWith(']')) return { kind: 'row', values: text };
  const { table, columns, sequence, value, isCalled, end, rows } = parseObject(text);
  if (typeof table === 'string' && isTexts(columns)) return { kind: 'table', table, columns };
  if (typeof sequence === 'string' && typeof value === 'string' && typeof isCalled === 'boolean') {
    return { kind: 'sequence', sequence, value, isCalled };
  }
  if (end === true && typeof rows === 'number') return { kind: 'end', rows };
  throw new DumpError(`the dump is damaged at the line ${text.slice(0, 80)}`);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new DumpError(`this file is not a dump of Foyer, or is damaged at the line ${text.slice(0, 80)}`);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
