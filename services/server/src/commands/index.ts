import type { Command } from '../command-line.ts';
import { verifyAudit } from './audit.ts';
import { backup, restore } from './backups.ts';
import { printDkimRecord } from './dkim.ts';
import { doctor } from './doctor.ts';
import { verifyConsentExport, verifyConsents } from './consents.ts';
import { deadJobs, retryJob } from './jobs.ts';
import { closeMessage, heldMessages, releaseMessage } from './messages.ts';
import { migrateDatabase } from './migrate.ts';
import { verifyReceiptFile } from './receipts.ts';
import { privacyRecord } from './privacy-record.ts';
import { addSite, listSites, setLadder } from './sites.ts';
import { staffLink } from './staff.ts';
import { rotateSuppressionKey } from './suppression.ts';

export const commands: readonly Command[] = [
  addSite,
  listSites,
  setLadder,
  doctor,
  migrateDatabase,
  backup,
  restore,
  heldMessages,
  releaseMessage,
  closeMessage,
  deadJobs,
  retryJob,
  verifyAudit,
  verifyReceiptFile,
  privacyRecord,
  verifyConsents,
  verifyConsentExport,
  staffLink,
  rotateSuppressionKey,
  printDkimRecord,
];
