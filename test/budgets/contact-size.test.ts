import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../widgets/contact', import.meta.url));
const budgetBytes = 5_000;

test('the contact element is 5 kB or less to download', async () => {
  expect((await compressedBytes()).get('contact.js')).toBeLessThanOrEqual(budgetBytes);
});

test('a visitor downloads only one language, and none is heavy', async () => {
  const sizes = await compressedBytes();
  sizes.delete('contact.js');
  expect([...sizes.keys()].toSorted()).toEqual(
    ['de', 'en', 'fr', 'nl'].map((language) => `contact-${language}.js`),
  );
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(1_200);
});

async function compressedBytes(): Promise<Map<string, number>> {
  const built = await build({ root, logLevel: 'silent', build: { write: false } });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite must answer with its files, got a watcher');
  return new Map(
    output.output.map((file) => [
      file.fileName,
      gzipSync('code' in file ? file.code : file.source, { level: 9 }).length,
    ]),
  );
}
