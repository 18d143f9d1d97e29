/** Where a placeholder stands: in running text, in an attribute, or at the start of a link's address. */
type Context = 'text' | 'attribute' | 'link';
export type Escape = (value: string, context: Context) => string;

export type Piece =
  | { kind: 'literal'; text: string }
  | { kind: 'value'; name: string; context: Context }
  | { kind: 'passage'; name: string; pieces: Piece[] };

const tag = /\{\{([#/]?)([a-zA-Z][a-zA-Z0-9]*)\}\}/g;

/**
 * Cuts a text at its placeholders, once; filling them in is then only joining.
 *
 * @throws RangeError when a passage is not closed or closes another one
 */
export function parsePlaceholders(text: string): Piece[] {
  const root: Piece[] = [];
  const open: { name: string; pieces: Piece[] }[] = [{ name: '', pieces: root }];
  let position = 0;
  let before = '';
  for (const match of text.matchAll(tag)) {
    const [whole, sign = '', name = ''] = match;
    const literal = text.slice(position, match.index);
    const pieces = open.at(-1)?.pieces ?? root;
    if (literal !== '') pieces.push({ kind: 'literal', text: literal });
    before = tail(before + literal);
    position = match.index + whole.length;
    if (sign === '#') {
      const passage: Piece = { kind: 'passage', name, pieces: [] };
      pieces.push(passage);
      open.push(passage);
    } else if (sign === '/') {
      const closed = open.pop();
      if (closed?.name !== name) throw new RangeError(`{{/${name}}} closes no passage of its name`);
    } else {
      pieces.push({ kind: 'value', name, context: contextAfter(before) });
      // Whatever the value is, what follows in the same attribute is not its start any more.
      before += 'x';
    }
  }
  const last = open.at(-1);
  if (open.length > 1) throw new RangeError(`the passage {{#${last?.name}}} is not closed`);
  if (position < text.length) root.push({ kind: 'literal', text: text.slice(position) });
  return root;
}

/** @throws RangeError when a value is missing */
export function renderPlaceholders(
  pieces: readonly Piece[],
  values: Readonly<Record<string, string>>,
  escape: Escape,
): string {
  let rendered = '';
  for (const piece of pieces) {
    if (piece.kind === 'literal') {
      rendered += piece.text;
      continue;
    }
    const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined;
    if (value === undefined) throw new RangeError(`the mail needs a value for '${piece.name}'`);
    if (piece.kind === 'value') rendered += escape(value, piece.context);
    else if (value !== '') rendered += renderPlaceholders(piece.pieces, values, escape);
  }
  return rendered;
}

/** Only the tag that may be open at the end matters. */
function tail(text: string): string {
  const start = text.lastIndexOf('<');
  return start < 0 ? '' : text.slice(start);
}

function contextAfter(before: string): Context {
  if (!/<[^>]*$/.test(before)) return 'text';
  return /(?:href|src)\s*=\s*"\s*$/i.test(before) ? 'link' : 'attribute';
}
