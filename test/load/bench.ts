import type { BenchRow } from './bench-row.ts';
import { measureChromium } from './chromium.ts';
import { measureHttp } from './http.ts';
import { measureInbox } from './inbox.ts';
import { measureNewsletter } from './newsletter.ts';
import { measurePrivacy } from './privacy.ts';
import { measureSizes } from './sizes.ts';
import { measureSolver } from './solver.ts';
import { measureVerifier } from './verifier.ts';

// `npm run bench`: ours and the peer's in turn, in one run, and the ratio of the medians. `--json` ends with one line of
// JSON; `--only solver,http` measures a part; `--repeats N` (5 or more).

const suites: Record<string, (options: { repeats: number }) => Promise<BenchRow[]>> = {
  solver: measureSolver,
  verifier: measureVerifier,
  chromium: measureChromium,
  http: measureHttp,
  inbox: measureInbox,
  privacy: measurePrivacy,
  newsletter: measureNewsletter,
  sizes: measureSizes,
};

const wanted = valueOf('--only')?.split(',') ?? Object.keys(suites);
const repeats = Math.max(5, Number(valueOf('--repeats') ?? 5));
const rows: BenchRow[] = [];
for (const name of wanted) {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`--only takes ${Object.keys(suites).join(', ')}, got '${name}'`);
  process.stderr.write(`measuring ${name} …\n`);
  rows.push(...(await suite({ repeats })));
}
process.stdout.write(`${table(rows)}\n`);
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
process.exit(0);

function valueOf(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}

function table(measured: readonly BenchRow[]): string {
  const lines = measured.map(
    ({ name, ours, peer, ratio, reach, unit }) =>
      `| ${name} | ${readable(ours)} | ${readable(peer)} | ${unit} | ${ratio.toFixed(2)} | ${reach} | ${ratio >= reach ? 'yes' : 'no'} |`,
  );
  return [
    '| measure | ours | peer | unit | ratio | reach | reached |',
    '|---|---:|---:|---|---:|---:|---|',
    ...lines,
  ].join('\n');
}

function readable(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
