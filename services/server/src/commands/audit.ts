import { createAudit, type AuditVerification, type NotedHead } from '@foyer/staff';
import { UsageError, type SystemCommand } from '../command-line.ts';

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
    const { head } = options;
    // The log is the same for whoever reads it; this one neither writes nor answers requests for data.
    const audit = createAudit({ db, clock, log, findStaff: async () => [] });
    const found = await audit.verify(typeof head === 'string' ? notedHead(head) : undefined);
    if (found.problem !== null) {
      io.warn(`NOT intact: entry ${found.brokenAt}: ${inWords[found.problem]}`);
      return 1;
    }
    io.print(`intact: ${found.entries} entries`);
    if (found.head !== null) {
      io.print(`head  ${found.head.seq}:${found.head.chain}`);
      io.print('Keep the head away from this machine; --head … proves later that nothing before it changed.');
    }
    return 0;
  },
};

const inWords: Record<NonNullable<AuditVerification['problem']>, string> = {
  content_changed: 'its content was changed',
  chain_broken: 'an entry was removed here, moved or put in',
  content_removed: 'its content was removed, and not by a purge',
  end_differs: 'entries were removed from the end or put there',
  noted_head_differs: 'up to here the log is another than when the head was noted',
};

function notedHead(text: string): NotedHead {
  const [, seq, chain] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (seq === undefined || chain === undefined) {
    throw new UsageError('--head must be a number, a colon and 64 hexadecimal digits');
  }
  return { seq: Number(seq), chain };
}
