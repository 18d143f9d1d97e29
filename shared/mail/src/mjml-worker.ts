import { parentPort } from 'node:worker_threads';
import mjml2html from 'mjml';

// Runs in a thread of its own: mjml takes half a second to load and works for milliseconds without a pause, and a
// source that is nested deep enough ends the thread instead of the process.
parentPort?.on('message', (source: string) => void answer(source));
tell({ isReady: true });

async function answer(source: string): Promise<void> {
  tell(await compile(source));
}

function tell(words: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(words);
}

async function compile(source: string): Promise<{ html: string } | { error: string }> {
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
    return { html };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
