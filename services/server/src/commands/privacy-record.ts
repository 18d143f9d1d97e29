import { languages } from '@foyer/service';
import type { SystemCommand } from '../command-line.ts';
import { markdownOf, processingRecord } from '../processing-record.ts';

export const privacyRecord: SystemCommand = {
  name: 'privacy:record',
  summary: 'Prints the record of processing activities (Art. 30 GDPR), as this version keeps it.',
  options: {
    json: { type: 'boolean', describe: 'for programs, instead of Markdown' },
    language: { type: 'string', describe: `${languages.join(', ')}; en when not given` },
  },
  needs: 'open',
  run: async ({ config, services }, options, io) => {
    const language = languages.find((one) => one === (options['language'] ?? 'en'));
    if (language === undefined) {
      io.print(`--language must be one of ${languages.join(', ')}, got ${String(options['language'])}`);
      return 1;
    }
    const holdings = services.all.flatMap(({ personalData }) => personalData);
    const { companyName, staffEmail, privacyUrl } = config;
    const record = processingRecord(holdings, {
      controller: { name: companyName, contact: staffEmail, privacyNotice: privacyUrl ?? null },
      receivers: await services.webhooks.receivers(),
      always: services.recipients.always(),
      language,
    });
    io.print(options['json'] === true ? JSON.stringify(record, undefined, 2) : markdownOf(record, language));
    return 0;
  },
};
