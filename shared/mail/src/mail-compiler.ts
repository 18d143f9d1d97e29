import { Worker } from 'node:worker_threads';
import { checkCompiled, MailSourceError } from './check-compiled.ts';

export interface MailCompiler {
  /**
   * Turns MJML into HTML; placeholders such as `{{name}}` in texts and attributes come out as they went in.
   *
   * @throws MailSourceError when the source is too large, no valid MJML, takes too long, or makes HTML that a mail must
   *   not hold: scripts, fonts and pictures of other hosts, more than 95 kB
   */
  compile(mjml: string): Promise<string>;
  /** Ends the thread; what waits fails. May be called twice. */
  close(): Promise<void>;
}

export interface MailCompilerOptions {
  maxSourceBytes?: number;
  /** For one source, from the moment its turn has come. */
  compileSeconds?: number;
  /** The thread ends when nothing was compiled for so long, and gives its hundred megabytes back. */
  idleSeconds?: number;
}

interface Order {
  source: string;
  resolve(html: string): void;
  reject(error: Error): void;
}

const loadSeconds = 60;
const maxWaiting = 200;

/** Makes the compiler. Its thread starts with the first source. */
export function createMailCompiler(options: MailCompilerOptions = {}): MailCompiler {
  const { maxSourceBytes = 256_000, compileSeconds = 5, idleSeconds = 5 } = options;
  const waiting: Order[] = [];
  let current: Order | undefined;
  let worker: Worker | undefined;
  let isReady = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function startWorker(): void {
    const started = new Worker(new URL('./mjml-worker.ts', import.meta.url), {
      name: 'mail compiler',
      // None of our configuration is its business. Without this variable mjml reads .mjmlconfig from the folder the
      // process was started in, and runs the code it names.
      env: { MJML_BROWSER: '1' },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    // A start that is not needed any more must not keep the process alive.
    started.unref();
    worker = started;
    isReady = false;
    // Late words of a worker that was given up are not for its successor.
    const whileCurrent = (act: () => void) => () => worker === started && act();
    started.on('message', (answer: { isReady: true } | { html: string } | { error: string }) => {
      whileCurrent(() => hear(answer))();
    });
    started.on('error', (error) => whileCurrent(() => abandon(describe(error)))());
    started.on(
      'exit',
      whileCurrent(() => abandon('the thread ended')),
    );
    limit(loadSeconds, 'mjml did not load in time');
  }

  function hear(answer: { isReady: true } | { html: string } | { error: string }): void {
    clearTimeout(timer);
    if ('isReady' in answer) {
      isReady = true;
    } else {
      const done = current;
      current = undefined;
      if ('error' in answer) done?.reject(new MailSourceError(`the MJML does not compile: ${answer.error}`));
      else settle(done, answer.html);
    }
    next();
  }

  function next(): void {
    if (current !== undefined || isClosed) return;
    if (waiting.length === 0) {
      if (worker !== undefined && isReady) rest();
      return;
    }
    if (worker === undefined) startWorker();
    if (!isReady) return;
    clearTimeout(timer);
    current = waiting.shift();
    worker?.ref();
    limit(compileSeconds, `the MJML takes longer than ${compileSeconds} s to compile`);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker?.postMessage(current?.source);
  }

  function rest(): void {
    worker?.unref();
    clearTimeout(timer);
    timer = setTimeout(() => void endWorker(), idleSeconds * 1000).unref();
  }

  function limit(seconds: number, reason: string): void {
    clearTimeout(timer);
    timer = setTimeout(() => abandon(reason), seconds * 1000);
    timer.unref();
  }

  /** The source at work is given up with its thread; the others get a new one. When none can be had, all are given up. */
  function abandon(reason: string): void {
    const error = new MailSourceError(reason);
    if (current === undefined) for (const order of waiting.splice(0)) order.reject(error);
    current?.reject(error);
    current = undefined;
    void endWorker();
    next();
  }

  async function endWorker(): Promise<void> {
    clearTimeout(timer);
    const ended = worker;
    worker = undefined;
    isReady = false;
    await ended?.terminate();
  }

  return {
    compile: (source) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new MailSourceError('the mail compiler is closed');
        const bytes = Buffer.byteLength(source);
        if (bytes > maxSourceBytes) {
          throw new MailSourceError(`the MJML must be at most ${maxSourceBytes} bytes, got ${bytes}`);
        }
        if (waiting.length >= maxWaiting) {
          throw new MailSourceError(`at most ${maxWaiting} sources may wait to be compiled`);
        }
        waiting.push({ source, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      const error = new MailSourceError('the mail compiler is closed');
      for (const order of waiting.splice(0)) order.reject(error);
      current?.reject(error);
      current = undefined;
      await endWorker();
    },
  };
}

function settle(order: Order | undefined, html: string): void {
  try {
    order?.resolve(checkCompiled(html));
  } catch (error) {
    order?.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
