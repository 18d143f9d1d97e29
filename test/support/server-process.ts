import { type ChildProcess, execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

const startSeconds = 30;
const stopSeconds = 15;

/** Whom a server of the tests runs as that does not run as root; undefined where we are not root anyway. */
export function unprivilegedUser(server: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const ids = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })));
      const [uid, gid] = ids;
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      // This machine has no such user.
    }
  }
  throw new Error(`${server} does not run as root, and there is no user postgres or nobody`);
}

/** Without PGDATA, PGPORT and the like, which would lead the server astray. */
export function plainEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

/** @throws Error with what the server said, when it ends or does not answer in time; it is ended then */
export async function untilReady(
  child: ChildProcess,
  name: string,
  isReady: () => Promise<boolean>,
): Promise<void> {
  let said = '';
  let failure: Error | undefined;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  child.once('error', (error) => (failure = error));
  const deadline = performance.now() + startSeconds * 1000;
  while (!(await isReady().catch(() => false))) {
    const isOver = child.exitCode !== null || failure !== undefined;
    if (isOver || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${name} did not start: ${failure?.message ?? said}`);
    }
    await setTimeout(50);
  }
}

/** Resolves when it is gone; one that takes too long is killed. */
export async function endProcess(child: ChildProcess, how: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  child.kill(how);
  const timer = new AbortController();
  const late = setTimeout(stopSeconds * 1000, undefined, { signal: timer.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await gone;
  timer.abort();
  await late;
}
