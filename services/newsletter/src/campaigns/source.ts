/** Where a line of the composed source comes from. */
export interface Origin {
  in: 'mjml' | 'slot' | 'template' | 'part';
  /** Of the slot or part. */
  name: string | null;
  /** The first one is 1. */
  line: number;
}

interface SourceProblem {
  code: 'part_unknown' | 'part_circular' | 'slot_unknown' | 'slot_missing' | 'source_too_large';
  name: string;
  origin: Origin | undefined;
}

export interface ComposedSource {
  mjml: string;
  /** By line of `mjml`; the first line is at 0. */
  origins: Origin[];
  problems: SourceProblem[];
}

export const slotName = /^[a-z][a-z0-9-]{0,39}$/;
export const partName = /^[a-z][a-z0-9-]{0,59}$/;

const maxDepth = 5;
const mark = /\{\{(?:\s*>\s*([a-z][a-z0-9-]{0,59})|\s*slot:([a-z][a-z0-9-]{0,39}))\s*\}\}/g;

/** Names of the shared parts that a source puts, each once. */
export function partsIn(source: string): string[] {
  return [...new Set([...source.matchAll(mark)].flatMap(([, part]) => part ?? []))];
}

/** Names of the slots of a template, in the order of their first use. */
export function slotsIn(source: string): string[] {
  return [...new Set([...source.matchAll(mark)].flatMap(([, , slot]) => slot ?? []))];
}

/**
 * Puts slots and shared parts into a source, and remembers which line came from where, so that a mistake is shown to whoever
 * made it. mjml's own includes read files and are off.
 *
 * @param given.template undefined when `mjml` is the whole mail
 * @param given.parts those that are there, by name
 */
export function composeSource(given: {
  template: string | undefined;
  mjml: string;
  slots: Readonly<Record<string, string>>;
  parts: ReadonlyMap<string, string>;
  maxBytes: number;
}): ComposedSource {
  const { template, mjml, slots, parts, maxBytes } = given;
  const problems: SourceProblem[] = [];
  const lines: { text: string; origin: Origin | undefined; isBlank: boolean }[] = [
    { text: '', origin: undefined, isBlank: true },
  ];
  let size = 0;

  put(template ?? mjml, { in: template === undefined ? 'mjml' : 'template', name: null }, []);
  if (template !== undefined) {
    const known = slotsIn(template);
    for (const name of Object.keys(slots)) {
      if (known.includes(name) || slots[name]?.trim() === '') continue;
      problems.push({ code: 'slot_unknown', name, origin: { in: 'slot', name, line: 1 } });
    }
  }
  const firstOrigin: Origin = { in: template === undefined ? 'mjml' : 'template', name: null, line: 1 };
  return {
    mjml: lines.map(({ text }) => text).join('\n'),
    origins: lines.map(({ origin }) => origin ?? firstOrigin),
    problems,
  };

  function put(source: string, from: Omit<Origin, 'line'>, around: readonly string[]): void {
    let at = 0;
    let line = 1;
    for (const match of source.matchAll(mark)) {
      const before = source.slice(at, match.index);
      write(before, from, line);
      line += lineBreaks(before);
      insert(match[1], match[2], { ...from, line }, around);
      line += lineBreaks(match[0]);
      at = match.index + match[0].length;
    }
    write(source.slice(at), from, line);
  }

  function insert(
    part: string | undefined,
    slot: string | undefined,
    origin: Origin,
    around: readonly string[],
  ): void {
    // What is too large already is not made larger: parts in parts in parts could be anything.
    if (size > maxBytes) return;
    if (part !== undefined) {
      const source = parts.get(part);
      if (source === undefined) problems.push({ code: 'part_unknown', name: part, origin });
      else if (around.includes(part) || around.length >= maxDepth) {
        problems.push({ code: 'part_circular', name: part, origin });
      } else put(source, { in: 'part', name: part }, [...around, part]);
    } else if (slot !== undefined) {
      const source = Object.hasOwn(slots, slot) ? slots[slot] : undefined;
      // Only a template has slots: in what stands in one, the word would put it into itself.
      if (template === undefined || origin.in === 'slot' || origin.in === 'part') {
        problems.push({ code: 'slot_unknown', name: slot, origin });
      } else if (source === undefined || source.trim() === '') {
        problems.push({ code: 'slot_missing', name: slot, origin });
      } else put(source, { in: 'slot', name: slot }, around);
    }
  }

  function write(text: string, from: Omit<Origin, 'line'>, firstLine: number): void {
    size += Buffer.byteLength(text);
    if (size > maxBytes) {
      if (!problems.some(({ code }) => code === 'source_too_large')) {
        problems.push({ code: 'source_too_large', name: String(maxBytes), origin: undefined });
      }
      return;
    }
    text.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push({ text: '', origin: undefined, isBlank: true });
      const last = lines.at(-1);
      if (last === undefined) return;
      last.text += piece;
      // A line belongs to whoever wrote its first word.
      const isBlank = piece.trim() === '';
      if (last.origin === undefined || (last.isBlank && !isBlank)) {
        last.origin = { ...from, line: firstLine + index };
        last.isBlank = isBlank;
      }
    });
  }
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
