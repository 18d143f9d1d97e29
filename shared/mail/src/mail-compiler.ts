import { Worker } from 'node:worker_threads';
import { checkCompiled, MailSourceError } from './check-compiled.ts';
import { htmlTokens } from './html-tokens.ts';

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

/** What is wrong with a source, and where. */
export interface MjmlError {
  /** The first line is 1; null when it is about the whole. */
  line: number | null;
  tag: string | null;
  message: string;
}

/** HTML as mjml makes it, with a text part made of it; or everything that keeps the source from becoming a mail. */
export type CompiledSource = { html: string; text: string } | { errors: MjmlError[] };

export interface SourceCompiler {
  /**
   * Compiles what people write, whose mistakes are an answer and not a failure. Nothing is looked for in the HTML: that is
   * up to the caller.
   */
  compileSource(mjml: string): Promise<CompiledSource>;
}

export interface MailCompilerOptions {
  maxSourceBytes?: number;
  /** How deep elements may stand in one another. */
  maxDepth?: number;
  /** For one source, from the moment its turn has come. */
  compileSeconds?: number;
  /** The thread ends when nothing was compiled for so long, and gives its hundred megabytes back. */
  idleSeconds?: number;
}

interface Order {
  source: string;
  withText: boolean;
  resolve(compiled: CompiledSource): void;
  reject(error: Error): void;
}

const loadSeconds = 60;
const maxWaiting = 200;

/** Makes the compiler. Its thread starts with the first source. */
export function createMailCompiler(options: MailCompilerOptions = {}): MailCompiler & SourceCompiler {
  const { maxSourceBytes = 256_000, maxDepth = 100, compileSeconds = 5, idleSeconds = 5 } = options;
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
    started.on('message', (answer: { isReady: true } | CompiledSource) => {
      whileCurrent(() => hear(answer))();
    });
    started.on('error', (error) => whileCurrent(() => abandon(describe(error)))());
    started.on(
      'exit',
      whileCurrent(() => abandon('the thread ended')),
    );
    limit(loadSeconds, 'mjml did not load in time');
  }

  function hear(answer: { isReady: true } | CompiledSource): void {
    clearTimeout(timer);
    if ('isReady' in answer) {
      isReady = true;
    } else {
      const done = current;
      current = undefined;
      done?.resolve(answer);
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
    worker?.postMessage({ source: current?.source, withText: current?.withText });
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

  const enqueue = (source: string, withText: boolean) =>
    new Promise<CompiledSource>((resolve, reject) => {
      if (isClosed) throw new MailSourceError('the mail compiler is closed');
      const bytes = Buffer.byteLength(source);
      if (bytes > maxSourceBytes) {
        throw new MailSourceError(`the MJML must be at most ${maxSourceBytes} bytes, got ${bytes}`);
      }
      if (depthOf(source) > maxDepth) {
        throw new MailSourceError(`elements of the MJML must stand at most ${maxDepth} deep in one another`);
      }
      if (waiting.length >= maxWaiting) {
        throw new MailSourceError(`at most ${maxWaiting} sources may wait to be compiled`);
      }
      waiting.push({ source, withText, resolve, reject });
      next();
    });

  return {
    compile: async (source) => {
      const compiled = await enqueue(source, false);
      if ('html' in compiled) return checkCompiled(compiled.html);
      const errors = compiled.errors.map(inWords).join('; ');
      throw new MailSourceError(`the MJML does not compile: ${errors}`);
    },
    compileSource: async (source) => {
      try {
        return await enqueue(source, true);
      } catch (error) {
        if (!(error instanceof MailSourceError)) throw error;
        return { errors: [{ line: null, tag: null, message: error.message }] };
      }
    },
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

/** How deep the deepest element stands; what closes nothing that is open counts for nothing. */
function depthOf(source: string): number {
  let [depth, deepest] = [0, 0];
  for (const token of htmlTokens(source)) {
    if (token.kind === 'open' && !token.closesItself && !voidElements.has(token.name)) depth += 1;
    else if (token.kind === 'close') depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const voidElements = new Set([
  'br',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'wbr',
  'col',
  'area',
  'base',
  'embed',
  'source',
]);

function inWords({ line, tag, message }: MjmlError): string {
  return line === null ? message : `line ${line} (${tag ?? '?'}): ${message}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
