export interface HtmlAttribute {
  /** In lower case. */
  name: string;
  /** As it stands there, with its character references. */
  raw: string;
  /** Where the value is, without its quotes. */
  start: number;
  end: number;
  isQuoted: boolean;
}

/** `start` and `end` are offsets in the source; together the tokens cover all of it, in order. */
export type HtmlToken =
  | { kind: 'text'; start: number; end: number }
  | {
      kind: 'open';
      name: string;
      attributes: HtmlAttribute[];
      start: number;
      end: number;
      closesItself: boolean;
    }
  | { kind: 'close'; name: string; start: number; end: number }
  /** A comment, a doctype, or the marks around what only Outlook reads: `<!--[if mso]>`. */
  | { kind: 'comment'; start: number; end: number }
  /** What stands in an element whose content is no markup. */
  | { kind: 'raw'; element: string; start: number; end: number };

const rawElements = new Set(['style', 'script', 'xmp', 'noembed', 'noframes', 'plaintext']);
const space = /[\t\n\f\r /]/;

/**
 * Reads HTML as a browser would (the tokens of the HTML standard, §13.2.5, without those that no mail needs), and what
 * stands in a conditional comment as Outlook would: as markup, to the end of the comment. Takes time in proportion to the
 * length whatever it is given.
 *
 * @param source HTML, or MJML, whose tags look alike
 */
export function* htmlTokens(source: string): Generator<HtmlToken> {
  let position = 0;
  // Nothing that begins in a conditional comment can go on behind it: browsers end the comment there.
  let limit = source.length;
  let isInCondition = false;
  let rawElement: string | undefined;

  while (position < source.length) {
    if (position >= limit) {
      yield { kind: 'comment', start: position, end: position + 3 };
      position += 3;
      [limit, isInCondition, rawElement] = [source.length, false, undefined];
      continue;
    }
    const start = position;
    if (rawElement !== undefined) {
      position = Math.min(endOfRaw(source, start, rawElement), limit);
      if (position > start) yield { kind: 'raw', element: rawElement, start, end: position };
      rawElement = undefined;
      continue;
    }
    if (!beginsMarkup(source, start)) {
      position = Math.min(nextMarkup(source, start + 1), limit);
      yield { kind: 'text', start, end: position };
      continue;
    }
    if (source[start + 1] === '!' || source[start + 1] === '?') {
      const condition = isInCondition ? undefined : conditionAt(source, start);
      position = Math.min(condition ?? endOfComment(source, start), limit);
      if (condition !== undefined) {
        const closing = source.indexOf('-->', condition);
        [limit, isInCondition] = [closing < 0 ? source.length : closing, true];
      }
      yield { kind: 'comment', start, end: position };
      continue;
    }
    const tag = readTag(source, start, limit);
    position = tag.end;
    yield tag;
    if (tag.kind === 'open' && rawElements.has(tag.name)) rawElement = tag.name;
  }
}

/** Undoes the character references that are written into addresses: `&amp;`, `&#38;`, `&#x26;`. */
export function decodeReferences(raw: string): string {
  return raw.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));?/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
        ? String.fromCodePoint(code)
        : whole;
    },
  );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function beginsMarkup(source: string, at: number): boolean {
  if (source[at] !== '<') return false;
  const next = source[at + 1] ?? '';
  if (next === '!' || next === '?') return true;
  return /[a-z]/i.test(next === '/' ? (source[at + 2] ?? '') : next);
}

function nextMarkup(source: string, from: number): number {
  for (let at = source.indexOf('<', from); at >= 0; at = source.indexOf('<', at + 1)) {
    if (beginsMarkup(source, at)) return at;
  }
  return source.length;
}

function endOfRaw(source: string, from: number, element: string): number {
  if (element === 'plaintext') return source.length;
  const closing = new RegExp(`</${element}(?=[\\t\\n\\f\\r />])`, 'gi');
  closing.lastIndex = from;
  return closing.exec(source)?.index ?? source.length;
}

/** @returns where the mark ends, when a conditional comment begins here */
function conditionAt(source: string, at: number): number | undefined {
  if (!source.startsWith('<!--[', at)) return undefined;
  const mark = /^<!--\[\s*if[^\]>]{0,200}\]>/i.exec(source.slice(at, at + 220));
  return mark === null ? undefined : at + mark[0].length;
}

function endOfComment(source: string, at: number): number {
  if (!source.startsWith('<!--', at)) return after(source, '>', at + 1);
  // `<!-->` and `<!--->` are whole comments.
  const abrupt = /^-?>/.exec(source.slice(at + 4, at + 6));
  return abrupt === null ? after(source, '-->', at + 4) : at + 4 + abrupt[0].length;
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

function readTag(
  source: string,
  start: number,
  limit: number,
): Extract<HtmlToken, { kind: 'open' | 'close' }> {
  const isClosing = source[start + 1] === '/';
  let at = start + (isClosing ? 2 : 1);
  const nameStart = at;
  while (at < limit && !isSpaceOrEnd(source[at])) at += 1;
  const name = source.slice(nameStart, at).toLowerCase();
  const attributes: HtmlAttribute[] = [];
  while (at < limit && source[at] !== '>') {
    if (space.test(source[at] ?? '')) {
      at += 1;
      continue;
    }
    const attribute = readAttribute(source, at, limit);
    attributes.push(attribute.read);
    at = attribute.next;
  }
  const end = Math.min(at + 1, limit);
  if (isClosing) return { kind: 'close', name, start, end };
  return { kind: 'open', name, attributes, start, end, closesItself: source[at - 1] === '/' };
}

function readAttribute(source: string, from: number, limit: number): { read: HtmlAttribute; next: number } {
  // A name may begin with '='.
  let at = from + 1;
  while (at < limit && source[at] !== '=' && !isSpaceOrEnd(source[at])) at += 1;
  const name = source.slice(from, at).toLowerCase();
  let value = at;
  while (value < limit && /[\t\n\f\r ]/.test(source[value] ?? '')) value += 1;
  if (source[value] !== '=' || value >= limit) {
    return { read: { name, raw: '', start: at, end: at, isQuoted: false }, next: at };
  }
  value += 1;
  while (value < limit && /[\t\n\f\r ]/.test(source[value] ?? '')) value += 1;
  const quote = source[value];
  if (value < limit && (quote === '"' || quote === "'")) {
    const closing = source.indexOf(quote, value + 1);
    const end = closing < 0 ? limit : Math.min(closing, limit);
    const raw = source.slice(value + 1, end);
    return { read: { name, raw, start: value + 1, end, isQuoted: true }, next: Math.min(end + 1, limit) };
  }
  let end = value;
  while (end < limit && !/[\t\n\f\r >]/.test(source[end] ?? '>')) end += 1;
  return { read: { name, raw: source.slice(value, end), start: value, end, isQuoted: false }, next: end };
}

function isSpaceOrEnd(letter: string | undefined): boolean {
  return letter === undefined || letter === '>' || space.test(letter);
}
