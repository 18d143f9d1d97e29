import type { SystemCommand } from '../command-line.ts';
import { notedHead, printVerification } from '../ledger-report.ts';

export const verifyConsents: SystemCommand = {
  name: 'consent:verify',
  summary: 'Says whether the records of consents are as they were written, and where not.',
  options: {
    head: {
      type: 'string',
      describe:
        'what an earlier run printed as the head, kept elsewhere: finds records that were written anew',
    },
  },
  needs: 'open',
  run: async ({ services: { privacy } }, options, io) =>
    printVerification(await privacy.consent.verify(notedHead(options)), io),
};
