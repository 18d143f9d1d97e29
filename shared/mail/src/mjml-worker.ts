import { parentPort } from 'node:worker_threads';
import { htmlToText } from 'html-to-text';
import mjml2html from 'mjml';
import type { CompiledSource, MjmlError } from './mail-compiler.ts';

// Runs in a thread of its own: mjml takes half a second to load and works for milliseconds without a pause, and a
// source that is nested deep enough ends the thread instead of the process.
parentPort?.on('message', (order: { source: string; withText: boolean }) => void answer(order));
tell({ isReady: true });

async function answer({ source, withText }: { source: string; withText: boolean }): Promise<void> {
  tell(await compile(source, withText));
}

function tell(words: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(words);
}

async function compile(source: string, withText: boolean): Promise<CompiledSource> {
  try {
    const { html } = await mjml2html(source, {
      // The default would link fonts of Google in every mail.
      fonts: {},
      keepComments: false,
      validationLevel: 'strict',
      // An include reads any file of this machine.
      ignoreIncludes: true,
      minify: false,
    });
    return { html, text: withText ? textOf(html) : '' };
  } catch (error) {
    return { errors: errorsOf(error) };
  }
}

function textOf(html: string): string {
  const text = htmlToText(html, {
    wordwrap: 78,
    limits: { maxInputLength: 1_000_000, maxDepth: 200, maxChildNodes: 5_000 },
    selectors: [
      // The addresses of pictures say nothing to a reader.
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  return text
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

// A validation error lists what is wrong by line, and repeats it in a message with the folder of this process.
function errorsOf(error: unknown): MjmlError[] {
  const listed: unknown = error instanceof Error && 'errors' in error ? error.errors : undefined;
  const errors = Array.isArray(listed) ? listed.flatMap(errorOf) : [];
  if (errors.length > 0) return errors.slice(0, 100);
  const message = error instanceof Error ? error.message : String(error);
  return [{ line: null, tag: null, message: message.trim().slice(0, 500) }];
}

function errorOf(one: unknown): MjmlError[] {
  if (typeof one !== 'object' || one === null || !('message' in one)) return [];
  const line = 'line' in one && typeof one.line === 'number' ? one.line : null;
  const tag = 'tagName' in one && typeof one.tagName === 'string' ? one.tagName : null;
  return [{ line, tag, message: String(one.message).trim().slice(0, 500) }];
}
