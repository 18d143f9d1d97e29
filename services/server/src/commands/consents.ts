import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyExport } from '@foyer/privacy';
import { textOption, type BareCommand, type SystemCommand } from '../command-line.ts';
import { notedHead, printVerification } from '../ledger-report.ts';

const head = {
  type: 'string',
  describe: 'what an earlier run printed as the head, kept elsewhere: finds records that were written anew',
} as const;

export const verifyConsents: SystemCommand = {
  name: 'consent:verify',
  summary: 'Says whether the records of consents are as they were written, and where not.',
  options: { head },
  needs: 'open',
  run: async ({ services: { privacy } }, options, io) =>
    printVerification(await privacy.consent.verify(notedHead(options)), io),
};

export const verifyConsentExport: BareCommand = {
  name: 'consent:verify-export',
  summary: 'The same of an export of consents, on any machine: it needs neither the database nor a key.',
  options: {
    file: { type: 'string', describe: 'the export, consents.ndjson', required: true, isPath: true },
    head,
  },
  needs: 'nothing',
  run: async (_env, options, io) => {
    const path = textOption(options, 'file');
    return printVerification(await verifyExport(() => linesOf(path), notedHead(options)), io);
  },
};

function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}
