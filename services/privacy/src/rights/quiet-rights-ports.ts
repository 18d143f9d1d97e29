import { createMail } from '@foyer/mail';
import { silentLog } from '@foyer/runtime/testing';
import type { RightsPorts } from './rights-ports.ts';

/** What only the pages for data subjects need, for tests in which nobody looks at them. */
export function quietRightsPorts(): RightsPorts {
  return {
    mail: createMail({ outboxDir: '/nowhere', from: 'foyer@localhost', log: silentLog() }),
    mailCompiler: { compile: async (mjml) => mjml, close: async () => undefined },
    outboxDir: '/nowhere',
    mailFrom: 'foyer@localhost',
    staffMailbox: 'staff@localhost',
    checkCaptcha: async () => ({ ok: false, code: 'solution_invalid' }),
    siteKey: async () => 'site',
    renderPage: ({ body }) => body,
    recipients: { always: () => [], traced: async () => [], tell: async () => undefined },
  };
}
