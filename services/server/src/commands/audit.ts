import { createAudit } from '@foyer/staff';
import type { SystemCommand } from '../command-line.ts';
import { notedHead, printVerification } from '../ledger-report.ts';

export const verifyAudit: SystemCommand = {
  name: 'audit:verify',
  summary: 'Says whether the audit log is as it was written, and where not.',
  options: {
    head: {
      type: 'string',
      describe: 'what an earlier run printed as the head, kept elsewhere: finds a log that was written anew',
    },
  },
  needs: 'open',
  run: async ({ database: { db }, clock, log }, options, io) => {
    // The log is the same for whoever reads it; this one neither writes nor answers requests for data.
    const audit = createAudit({ db, clock, log, findStaff: async () => [] });
    return printVerification(await audit.verify(notedHead(options)), io);
  },
};
