/** One place in which two versions of a setting differ, for a person to read. */
export interface Difference {
  /** `default › topics › sales › mailbox`; parts of a list by their id, else by their place. */
  where: string;
  /** null: it was not there. */
  before: string | null;
  /** null: it is gone. */
  after: string | null;
}

const maxDifferences = 200;

/** The differences in the order of the newer version; 200 at most. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  return [...walk([], before, after)].slice(0, maxDifferences);
}

function* walk(path: readonly string[], before: unknown, after: unknown): Iterable<Difference> {
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === undefined || now === undefined) {
    if (JSON.stringify(before) !== JSON.stringify(after)) yield differenceAt(path, before, after);
    return;
  }
  for (const name of new Set([...now.keys(), ...old.keys()])) {
    const isMissing = !old.has(name) || !now.has(name);
    const inside = [...path, name];
    if (isMissing) yield differenceAt(inside, old.get(name), now.get(name));
    else yield* walk(inside, old.get(name), now.get(name));
  }
  const [oldOrder, newOrder] = [orderOf(old, now), orderOf(now, old)];
  if (Array.isArray(after) && oldOrder !== newOrder) {
    yield { where: [...path, 'order'].join(' › '), before: oldOrder, after: newOrder };
  }
}

function differenceAt(path: readonly string[], before: unknown, after: unknown): Difference {
  return { where: path.join(' › '), before: textOf(before), after: textOf(after) };
}

/** The parts by name; undefined for what has none. */
function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    return new Map(value.map((part: unknown, index) => [idOf(part) ?? String(index + 1), part]));
  }
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
}

function idOf(part: unknown): string | undefined {
  return isRecord(part) && typeof part['id'] === 'string' ? part['id'] : undefined;
}

/** Of those parts that are in both. */
function orderOf(parts: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): string {
  return [...parts.keys()].filter((name) => others.has(name)).join(', ');
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
