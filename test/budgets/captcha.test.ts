import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = new URL('../../widgets/captcha/dist/', import.meta.url);
const languages = ['captcha-nl.js', 'captcha-de.js', 'captcha-en.js', 'captcha-fr.js'];
const kilobyte = 1000;

it('keeps element, worker and kernels within 12 kB', async () => {
  const files = ['captcha.js', 'captcha-worker.js', 'captcha-simd.wasm', 'captcha-scalar.wasm'];
  expect(await total(files)).toBeLessThanOrEqual(12 * kilobyte);
});

it('keeps a language within 0.6 kB', async () => {
  for (const language of languages)
    expect(await total([language]), language).toBeLessThanOrEqual(0.6 * kilobyte);
});

it('keeps the files that carry everything within 24 kB', async () => {
  for (const file of ['captcha.inline.js', 'captcha.compat.js']) {
    expect(await total([file]), file).toBeLessThanOrEqual(24 * kilobyte);
  }
});

it('builds no file that nobody counts', async () => {
  const rare = ['captcha-argon2.js', 'captcha-kernel-javascript.js'];
  const counted = [
    'captcha.js',
    'captcha-worker.js',
    'captcha-simd.wasm',
    'captcha-scalar.wasm',
    'captcha.inline.js',
    'captcha.compat.js',
  ];
  const unknown = (await readdir(dist)).filter((file) => ![...rare, ...counted, ...languages].includes(file));
  expect(unknown).toEqual([]);
});

/** What a visitor downloads, gzip -9. */
async function total(files: readonly string[]): Promise<number> {
  const contents = await Promise.all(
    files.map((file) =>
      readFile(new URL(file, dist)).catch((cause: unknown) => {
        throw new Error(`${file} is not built: run npm run build`, { cause });
      }),
    ),
  );
  return contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}
