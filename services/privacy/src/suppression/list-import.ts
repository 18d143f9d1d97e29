import { isReadable, type Contact, type SuppressionScope } from './contact.ts';

export interface ReadList {
  contacts: Contact[];
  /** Lines in which nothing could be read, the first ones. */
  unreadable: { line: number }[];
  unreadableCount: number;
}

const maxShown = 50;
const separators = /[,;\t]/;

/**
 * Reads a list as programs export it: a line each, cells separated by commas, semicolons or tabs, with or without quotes
 * and a heading. Of each line the first cell that is an address (or a number, for `calls`) counts.
 */
export function readList(text: string, scope: SuppressionScope): ReadList {
  const contacts: Contact[] = [];
  const unreadable: { line: number }[] = [];
  let unreadableCount = 0;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '') continue;
    const contact = contactIn(line, scope);
    if (contact !== undefined) contacts.push(contact);
    // A heading names its columns.
    else if (index > 0) {
      unreadableCount += 1;
      if (unreadable.length < maxShown) unreadable.push({ line: index + 1 });
    }
  }
  return { contacts, unreadable, unreadableCount };
}

function contactIn(line: string, scope: SuppressionScope): Contact | undefined {
  const cells = line.split(separators).map((cell) =>
    cell
      .trim()
      .replaceAll(/^["']|["']$/g, '')
      .replace(/^(tel|mailto):/i, ''),
  );
  const contacts = cells.map((cell): Contact => (scope === 'calls' ? { phone: cell } : { email: cell }));
  return contacts.find((contact) => isReadable(contact) && isPlain(contact));
}

/** An address holds no blank and one '@': otherwise a sentence would count as one. */
function isPlain(contact: Contact): boolean {
  return 'phone' in contact || /^[^\s@<>]+@[^\s@<>]+$/.test(contact.email);
}
