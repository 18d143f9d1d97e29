import { JobMustWait } from '@foyer/jobs';

// Whoever lifts a restriction does not want to wait for the mails either; and a restriction may last for years, in which
// each of its jobs asks anew.
const waitMinutes = 15;

/**
 * What the handler of a job throws whose record is restricted (Art. 18 GDPR: kept but not used). The job looks again
 * every quarter of an hour, and goes on when the restriction is lifted; it goes with the record.
 *
 * @param what `the message 0189…`; no personal data
 */
export function waitForLifting(what: string, now: Date): JobMustWait {
  return new JobMustWait(`${what} may be kept but not used: it is restricted`, {
    until: new Date(now.getTime() + waitMinutes * 60_000),
  });
}
