export type Difference = { text: string; change: 'same' | 'removed' | 'added' }[];

const maxWords = 2000;

/**
 * What was taken away and put in between two versions of a text, word by word with the blanks before them: the longest
 * common subsequence. Texts of more than 2000 words are shown as replaced whole.
 */
export function wordDifference(before: string, after: string): Difference {
  const old = wordsOf(before);
  const now = wordsOf(after);
  if (old.length > maxWords || now.length > maxWords) {
    return joined([
      { text: before, change: 'removed' },
      { text: after, change: 'added' },
    ]);
  }
  const width = now.length + 1;
  // common[i * width + j]: length of the longest common part of old from i and now from j.
  const common = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: Difference = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [oldWord, newWord] = [old[i], now[j]];
    if (oldWord !== undefined && oldWord === newWord) {
      parts.push({ text: oldWord, change: 'same' });
      i += 1;
      j += 1;
    } else if (newWord === undefined || (oldWord !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ text: oldWord ?? '', change: 'removed' });
      i += 1;
    } else {
      parts.push({ text: newWord, change: 'added' });
      j += 1;
    }
  }
  return joined(parts);
}

function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

function joined(parts: Difference): Difference {
  const result: Difference = [];
  for (const { text, change } of parts) {
    const last = result.at(-1);
    if (last?.change === change) last.text += text;
    else if (text !== '') result.push({ text, change });
  }
  return result;
}
