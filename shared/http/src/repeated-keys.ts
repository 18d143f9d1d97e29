import { jsonPointer } from './field-errors.ts';
import { countField, refuseDepth } from './text-checks.ts';

const MAX_POINTERS = 100;

interface Level {
  /** Of an object; undefined in an array. */
  keys: Set<string> | undefined;
  /** Where in it the reader is. */
  step: string | number;
}

/**
 * How many members the objects of a JSON text have, those that JSON.parse drops for a later one included. It jumps from
 * quote to quote, so that a long text costs next to nothing.
 *
 * @param text valid JSON, as for the other
 */
export function countMembers(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1;) {
    const end = endOfString(text, start);
    if (isKey(text, end)) count += 1;
    start = text.indexOf('"', end + 1);
  }
  return count;
}

/**
 * JSON pointers of the members that their object has more than once, at most 100, in one pass over the text.
 *
 * @throws AppError body_too_complex (400) when what JSON.parse has dropped is beyond the bounds of a body
 */
export function repeatedKeys(text: string): string[] {
  const pointers = new Set<string>();
  const levels: Level[] = [];
  let fields = 0;
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    const letter = text.charAt(at);
    switch (letter) {
      case '{':
      case '[':
        refuseDepth(levels.length);
        levels.push({ keys: letter === '{' ? new Set() : undefined, step: 0 });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (typeof level?.step === 'number') level.step += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (level?.keys && isKey(text, end)) {
          fields = countField(fields);
          level.step = String(JSON.parse(text.slice(at, end + 1)));
          if (!level.keys.has(level.step)) level.keys.add(level.step);
          else if (pointers.size < MAX_POINTERS) pointers.add(jsonPointer(levels.map(({ step }) => step)));
        }
        at = end;
        break;
      }
    }
  }
  return [...pointers];
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

// No backslash is counted for two quotes, so all of them together are one pass.
function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (isSpace(text[next])) next += 1;
  return text[next] === ':';
}

function isSpace(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\n' || letter === '\r' || letter === '\t';
}
