import { oneLine } from './message.ts';
import { quotedPrintable, softBreak } from './quoted-printable.ts';

/** Where a value stands, and thus how it is escaped: 'url' is an attribute that holds nothing but the value. */
export type PieceContext = 'html' | 'attribute' | 'url' | 'text' | 'header';

/** A piece of a mail: the same for everybody, or a value of the recipient. */
export type MailPiece<Hole extends string> = string | { hole: Hole; context: PieceContext };

/** A part of a mail, encoded once, with holes for what differs from recipient to recipient. */
export type FillPart<Hole extends string> = (values: Readonly<Record<Hole, string>>) => string;

/**
 * Encodes a part in quoted-printable, once. Filling a hole is then only joining: each value stands on lines of its own, and
 * soft breaks join them with what is around.
 *
 * @returns fills the holes. It throws RangeError when the value of a link is not http, https or mailto
 */
export function preparePart<Hole extends string>(pieces: readonly MailPiece<Hole>[]): FillPart<Hole> {
  const prepared = joinedLiterals(pieces).map((piece) =>
    typeof piece === 'string' ? quotedPrintable(piece) : piece,
  );
  return (values) => {
    let part = '';
    for (const piece of prepared) {
      if (typeof piece === 'string') {
        part += piece;
        continue;
      }
      const value = escapedValue(values[piece.hole], piece.context);
      part += value === '' ? softBreak : `${softBreak}${quotedPrintable(value)}${softBreak}`;
    }
    return part;
  };
}

/** Fills the holes of a text without encoding it. @throws RangeError as what `preparePart` returns */
export function fillPieces<Hole extends string>(
  pieces: readonly MailPiece<Hole>[],
  values: Readonly<Record<Hole, string>>,
): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : escapedValue(values[piece.hole], piece.context)))
    .join('');
}

/** @throws RangeError when the value of a link is not http, https or mailto */
function escapedValue(value: string, context: PieceContext): string {
  const line = oneLine(value).toWellFormed();
  if (context === 'text' || context === 'header') return line;
  if (context === 'url' && !linkScheme.test(line)) {
    throw new RangeError('the value of a link must begin with http:, https: or mailto:');
  }
  return line.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

const linkScheme = /^(?:https?|mailto):/i;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Two literals in a row would each begin a line, and a CRLF between them would become two.
function joinedLiterals<Hole extends string>(pieces: readonly MailPiece<Hole>[]): MailPiece<Hole>[] {
  const joined: MailPiece<Hole>[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}
