import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startArguments } from '../support/foyer-process.ts';

const read = async (file: string): Promise<string> =>
  await readFile(new URL(`../../infra/${file}`, import.meta.url), 'utf8');

it('is started by the image and by systemd with the arguments of npm start', async () => {
  const [, command = ''] = /^CMD (.*)$/m.exec(await read('Dockerfile')) ?? [];
  expect(JSON.parse(command)).toEqual(['node', ...startArguments]);
  const [, line = ''] = /^ExecStart=\S+\/node (.*)$/m.exec(await read('foyer.service')) ?? [];
  expect(line.split(' ')).toEqual(startArguments);
});
