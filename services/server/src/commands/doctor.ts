import type { BareCommand } from '../command-line.ts';
import { examine } from '../doctor/examine.ts';

const signs = { well: 'ok  ', odd: 'note', wrong: 'FAIL' } as const;

export const doctor: BareCommand = {
  name: 'doctor',
  summary:
    'Says in plain words what is wrong with configuration, data folder, database, Redis, mail and proxy.',
  options: {},
  needs: 'nothing',
  run: async (env, _options, io) => {
    const findings = await examine(env);
    for (const finding of findings) {
      io.print(`${signs[finding.state]}  ${finding.about}: ${finding.says}`);
      if (finding.advice !== undefined) io.print(`        → ${finding.advice}`);
    }
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
};
