import { dkimRecord } from '@foyer/mail';
import { defaultSendingSettings, SendingSettings, sendingSettingsKey } from '@foyer/newsletter';
import { parseMailbox } from '@foyer/mail';
import type { SystemCommand } from '../command-line.ts';

export const printDkimRecord: SystemCommand = {
  name: 'dkim:record',
  summary: 'Prints what has to stand in the DNS, so that the signature of newsletters is found.',
  options: {
    domain: {
      type: 'string',
      describe: 'the domain of the sender; without it that of the settings or MAIL_FROM',
    },
  },
  needs: 'open',
  run: async ({ config, secrets, services }, options, io) => {
    const settings = await services.settings.get(sendingSettingsKey, SendingSettings, defaultSendingSettings);
    const { dkim } = settings;
    if (dkim === null)
      io.warn('The settings say that the mail server signs by itself: nothing is signed here.');
    const { address } = parseMailbox(config.mailFrom, 'MAIL_FROM');
    const given = options['domain'];
    const domain =
      typeof given === 'string' ? given : (dkim?.domain ?? address.slice(address.lastIndexOf('@') + 1));
    const selector = dkim?.selector ?? defaultSendingSettings.dkim?.selector ?? 'foyer';
    const record = dkimRecord({ domain, selector, key: await secrets.dkimKey() });
    io.print(`name   ${record.name}`);
    io.print('type   TXT');
    io.print(`text   ${record.text}`);
    io.print('For a zone file, which takes 255 characters at a time:');
    io.print(record.zoneLine);
    return dkim === null ? 1 : 0;
  },
};
