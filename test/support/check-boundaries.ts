// npm run check:boundaries: the arrows between packages point one way.
import { fileURLToPath } from 'node:url';
import { checkBoundaries } from './boundaries.ts';

const problems = checkBoundaries(fileURLToPath(new URL('../..', import.meta.url)));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write('All imports stay within the boundaries of their packages.\n');
