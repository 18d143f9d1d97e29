/** One place in which two people's versions differ. */
export interface Difference {
  /** Members by their name, parts of a list by their id or date. */
  path: readonly string[];
  /** What both began with; undefined for what was not there. */
  base: unknown;
  theirs: unknown;
  mine: unknown;
}

/** How a page calls the places and values of what it edits. */
export interface ConflictWords {
  place: (path: readonly string[]) => string;
  value: (value: unknown, path: readonly string[]) => string;
}

/** Where the two differ from one another, whoever of them made the change, in the order of mine. */
export function differences(base: unknown, theirs: unknown, mine: unknown): Difference[] {
  return [...walk([], base, theirs, mine)];
}

export function isSame(one: unknown, other: unknown): boolean {
  return differences(undefined, one, other).length === 0;
}

function* walk(path: readonly string[], base: unknown, theirs: unknown, mine: unknown): Iterable<Difference> {
  const [theirParts, myParts] = [partsOf(theirs), partsOf(mine)];
  if (theirParts === undefined || myParts === undefined) {
    if (JSON.stringify(theirs ?? null) !== JSON.stringify(mine ?? null)) yield { path, base, theirs, mine };
    return;
  }
  const baseParts = partsOf(base) ?? new Map<string, unknown>();
  for (const name of new Set([...myParts.keys(), ...theirParts.keys()])) {
    yield* walk([...path, name], baseParts.get(name), theirParts.get(name), myParts.get(name));
  }
  const orders = [baseParts, theirParts, myParts].map((parts) => [...parts.keys()]);
  const [baseOrder, theirOrder = [], myOrder = []] = orders;
  const shared = (order: readonly string[]): string =>
    order.filter((name) => theirParts.has(name) && myParts.has(name)).join('\n');
  // The members of an object have no order, the parts of a list do.
  if (Array.isArray(mine) && shared(theirOrder) !== shared(myOrder)) {
    yield { path: [...path, 'order'], base: baseOrder, theirs: theirOrder, mine: myOrder };
  }
}

/** The parts by name; undefined for what is one thing: a text, or a list whose parts have no names. */
function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const parts = new Map<string, unknown>();
  for (const part of value) {
    const name = nameOf(part);
    if (name === undefined || parts.has(name)) return undefined;
    parts.set(name, part);
  }
  return parts;
}

function nameOf(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const name = 'id' in part ? part.id : 'date' in part ? part.date : undefined;
  return typeof name === 'string' ? name : undefined;
}
