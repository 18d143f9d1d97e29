export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins when Shift is held. */
  anchor: string | undefined;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: undefined };

/** Selects or unselects one; with `isRange` everything between it and the one before follows it. */
export function toggle(
  selection: Selection,
  id: string,
  order: readonly string[],
  isRange: boolean,
): Selection {
  const ids = new Set(selection.ids);
  const isSelecting = !ids.has(id);
  for (const one of isRange ? between(order, selection.anchor, id) : [id]) {
    if (isSelecting) ids.add(one);
    else ids.delete(one);
  }
  return { ids, anchor: id };
}

/** What is no longer in the list cannot stay selected: nobody sees any more what a button would change. */
export function keepOnly(selection: Selection, order: readonly string[]): Selection {
  const ids = new Set(order.filter((id) => selection.ids.has(id)));
  return ids.size === selection.ids.size ? selection : { ids, anchor: selection.anchor };
}

function between(order: readonly string[], from: string | undefined, to: string): readonly string[] {
  const start = from === undefined ? -1 : order.indexOf(from);
  const end = order.indexOf(to);
  if (start === -1 || end === -1) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}
