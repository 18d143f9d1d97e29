import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../widgets/newsletter', import.meta.url));

test('the newsletter element is 5 kB or less to download, and one small file for the language', async () => {
  const built = await build({ root, logLevel: 'silent', build: { write: false } });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite must answer with its files, got a watcher');
  const sizes = new Map(
    output.output.map((file) => [
      file.fileName,
      gzipSync('code' in file ? file.code : file.source, { level: 9 }).length,
    ]),
  );
  expect(sizes.get('newsletter.js')).toBeLessThanOrEqual(5_000);
  sizes.delete('newsletter.js');
  expect([...sizes.keys()].toSorted()).toEqual(
    ['de', 'en', 'fr', 'nl'].map((language) => `newsletter-${language}.js`),
  );
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(1_500);
});
