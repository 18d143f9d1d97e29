// Folding and cutting is done here and not by the database: PGlite has no unaccent, and PostgreSQL's parser takes
// addresses and numbers apart in ways that nobody typing into a search field expects.

const maxWordLength = 40;
const maxWords = 4000;
const maxQueryWords = 8;

// What NFKD leaves whole.
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};

/** Without case and accents: 'Großmann, Zoë' becomes 'grossmann, zoe'. */
function fold(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøđðþłħı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/\p{M}+/gu, '');
}

/**
 * The words that a text is found by, each once: runs of letters and digits, and besides its parts every number that is
 * written in groups, such as '+31 20 123 45 67', as one word.
 */
export function searchWords(text: string): string[] {
  const folded = fold(text);
  const words = new Set<string>();
  for (const [word] of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.size >= maxWords) break;
    words.add(cut(word));
  }
  for (const [number] of folded.matchAll(/\d[\d ()./-]{4,40}\d/g)) {
    if (words.size >= maxWords) break;
    words.add(cut(number.replaceAll(/\D/g, '')));
  }
  return [...words];
}

/** The words of a text as PostgreSQL reads a tsvector; letters and digits only, so that nothing in it needs a quote. */
export function searchVector(text: string): string {
  return searchWords(text).join(' ');
}

/**
 * What was typed as a tsquery: items that hold words beginning with each of the words typed. A single letter or digit
 * must stand alone, for as a beginning it would find nearly everything.
 *
 * @returns undefined when there is no word in it, and so nothing to be found
 */
export function searchQuery(typed: string): string | undefined {
  const words = [...fold(typed.slice(0, 200)).matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => cut(word));
  if (words.length === 0) return undefined;
  // Only letters and digits are left, so that nothing in the quotes can end them.
  const terms = words
    .slice(0, maxQueryWords)
    .map((word) => (word.length === 1 ? `'${word}'` : `'${word}':*`));
  return terms.join(' & ');
}

// By code points: half a letter would not be text to the database.
function cut(word: string): string {
  return word.length <= maxWordLength ? word : Array.from(word).slice(0, maxWordLength).join('');
}
