import { writeFile } from 'node:fs/promises';
import { artefacts } from './artefacts.ts';

for (const [name, text] of Object.entries(artefacts())) {
  await writeFile(new URL(`../${name}`, import.meta.url), text);
}
