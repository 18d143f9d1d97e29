export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type ReadPage<T> = (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;

/** The first `count` pages as one; fewer when the list ends before. */
export async function readPages<T>(read: ReadPage<T>, count: number, signal?: AbortSignal): Promise<Page<T>> {
  let all = await read(undefined, signal);
  for (let number = 1; number < count && all.nextCursor !== null; number += 1) {
    const next = await read(all.nextCursor, signal);
    all = { items: [...all.items, ...next.items], nextCursor: next.nextCursor };
  }
  return all;
}
