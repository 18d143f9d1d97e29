/** Turns what came over the wire into what the desk works with, or throws and names the place that is wrong. */
export type Decode<T> = (value: unknown, path: string) => T;
export type Decoded<D> = D extends Decode<infer T> ? T : never;

export class UnreadableAnswer extends Error {
  constructor(path: string, expected: string) {
    super(`the answer must have ${expected} at ${path === '' ? 'its root' : path}`);
  }
}

export const text: Decode<string> = (value, path) => {
  if (typeof value !== 'string') throw new UnreadableAnswer(path, 'a text');
  return value;
};

export const number: Decode<number> = (value, path) => {
  if (typeof value !== 'number') throw new UnreadableAnswer(path, 'a number');
  return value;
};

export const flag: Decode<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new UnreadableAnswer(path, 'true or false');
  return value;
};

/** ISO 8601, a moment or a day. */
export const moment: Decode<Date> = (value, path) => {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) throw new UnreadableAnswer(path, 'a date');
  return date;
};

export const anything: Decode<unknown> = (value) => value;

export const nothing: Decode<undefined> = () => undefined;

export function nullable<T>(of: Decode<T>): Decode<T | null> {
  return (value, path) => (value === null || value === undefined ? null : of(value, path));
}

/** What stands in for a member that an answer leaves out. */
export function withDefault<T>(of: Decode<T>, standIn: T): Decode<T> {
  return (value, path) => (value === null || value === undefined ? standIn : of(value, path));
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Decode<T> {
  return (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new UnreadableAnswer(path, `one of ${allowed.join(', ')}`);
    return found;
  };
}

export function list<T>(of: Decode<T>): Decode<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new UnreadableAnswer(path, 'a list');
    return value.map((one, index) => of(one, `${path}/${index}`));
  };
}

export function record<T>(of: Decode<T>): Decode<Record<string, T>> {
  return (value, path) =>
    Object.fromEntries(membersOf(value, path).map(([key, one]) => [key, of(one, `${path}/${key}`)]));
}

export function shape<S extends Record<string, Decode<unknown>>>(
  members: S,
): Decode<{ [K in keyof S]: Decoded<S[K]> }> {
  return (value, path) => {
    const given = new Map(membersOf(value, path));
    const entries = Object.entries(members).map(([key, of]) => [key, of(given.get(key), `${path}/${key}`)]);
    // oxlint-disable-next-line typescript/no-unsafe-return -- Object.fromEntries forgets which key has which type.
    return Object.fromEntries(entries);
  };
}

function membersOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) throw new UnreadableAnswer(path, 'an object');
  return Object.entries(value);
}
