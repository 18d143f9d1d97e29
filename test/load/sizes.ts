import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { BenchRow } from './bench-row.ts';

const captchaFiles = ['captcha.js', 'captcha-worker.js', 'captcha-simd.wasm', 'captcha-scalar.wasm'];

/** What a visitor downloads, gzip -9. The ratio is peer ÷ ours, so that larger is better here too. */
export async function measureSizes(_options: { repeats: number }): Promise<BenchRow[]> {
  const captcha = await Promise.all(
    captchaFiles.map(
      async (file) => await gzipBytes(new URL(`../../widgets/captcha/dist/${file}`, import.meta.url)),
    ),
  );
  const ours = captcha.reduce((sum, bytes) => sum + bytes, 0) / 1000;
  const stock = (await gzipBytes(new URL('widget.module.min.js', stockWidget()))) / 1000;
  const contact = (await gzipBytes(new URL('../../widgets/contact/dist/contact.js', import.meta.url))) / 1000;
  return [
    {
      name: 'captcha element, worker and kernels; friendly-challenge',
      ours,
      peer: stock,
      ratio: stock / ours,
      reach: stock / 12,
      unit: 'kB gzip',
    },
    {
      name: 'contact element; the budget of 5 kB',
      ours: contact,
      peer: 5,
      ratio: 5 / contact,
      reach: 1,
      unit: 'kB gzip',
    },
  ].map((row) => ({ ...row, reach: Number(row.reach.toFixed(2)) }));
}

async function gzipBytes(file: URL): Promise<number> {
  return gzipSync(await readFile(file), { level: 9 }).length;
}

function stockWidget(): string {
  return import.meta.resolve('friendly-challenge/widget.module.min.js');
}
