import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

type Output = Rolldown.RolldownOutput['output'];

const root = fileURLToPath(new URL('../../widgets/desk', import.meta.url));
const limitBytes = 90_000;
/** What it was built for; more wants a reason. */
const aimBytes = 45_000;

describe('what the desk downloads', () => {
  let files: Output;
  beforeAll(async () => {
    const built = await build({ root, logLevel: 'silent', build: { write: false } });
    const [first] = Array.isArray(built) ? built : [built];
    if (!first || !('output' in first)) throw new Error('Vite must answer with its files, got a watcher');
    files = first.output;
  });

  it('is 90 kB or less before the first page, and half of it as it stands', () => {
    const bytes = sum(files, firstLoad(files));
    expect(bytes).toBeLessThanOrEqual(limitBytes);
    expect(bytes).toBeLessThanOrEqual(aimBytes);
  });

  it('leaves each page, the charts, the editor, the QR code and the passkeys for when they are needed', () => {
    const first = firstLoad(files);
    const lazy = files.flatMap((file) =>
      file.type === 'chunk' && !first.has(file.fileName) ? Object.keys(file.modules) : [],
    );
    for (const part of [
      'inbox-page',
      'callbacks-page',
      'captcha-page',
      'newsletter-page',
      'campaign-page',
      'privacy-page',
      'requests-page',
      'settings-page',
      'uPlot',
      'qrcode',
      'strings/en/inbox',
      'strings/en/newsletter',
      'strings/en/privacy',
      'strings/en/webhooks',
      '@simplewebauthn',
      '@codemirror/view',
    ]) {
      expect([part, lazy.some((module) => module.includes(part))]).toEqual([part, true]);
    }
  });

  it('lets nothing in that a strict policy refuses', () => {
    const html = text(files.find(({ fileName }) => fileName === 'index.html'));
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
    // Pictures may be data: the policy says img-src data:, and nothing else of the kind.
    for (const file of files)
      expect([file.fileName, /url\(\s*["']?data:(?!image\/)/.test(text(file))]).toEqual([
        file.fileName,
        false,
      ]);
  });
});

/** The page, what it names, and what that imports without being asked. */
function firstLoad(files: Output): ReadonlySet<string> {
  const html = files.find(({ fileName }) => fileName === 'index.html');
  const named = [...text(html).matchAll(/\/desk\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, name = '']) => name,
  );
  const found = new Set(['index.html', ...named]);
  for (const name of found) {
    const chunk = files.find(({ fileName }) => fileName === name);
    if (chunk?.type === 'chunk') for (const imported of chunk.imports) found.add(imported);
  }
  return found;
}

function sum(files: Output, names: ReadonlySet<string>): number {
  return files
    .filter(({ fileName }) => names.has(fileName))
    .reduce((bytes, file) => bytes + gzipSync(text(file), { level: 9 }).length, 0);
}

function text(file: Output[number] | undefined): string {
  if (file === undefined) return '';
  if (file.type === 'chunk') return file.code;
  return typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
}
