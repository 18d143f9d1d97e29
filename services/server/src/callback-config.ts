import { defaultCallbackConfig, type CallbackConfig } from '@foyer/callback';
import type { Config } from './config.ts';
import { readSettings } from './contact-config.ts';

/**
 * What the company says about callbacks: variables, and on top of them `settings.json` in the data folder. Opening hours
 * are saved at the desk; until then they are those of an office in the company's time zone.
 *
 * @throws ConfigError naming every place in the file that is wrong
 */
export async function callbackConfig(config: Config): Promise<CallbackConfig> {
  const { contact, callback } = await readSettings(config.dataDir);
  return defaultCallbackConfig({
    companyName: config.companyName,
    ...callback,
    mailFrom: config.mailFrom,
    staffMailbox: callback?.staffMailbox ?? config.staffEmail,
    staffLanguage: contact?.staffLanguage,
    privacyUrl: config.privacyUrl,
    ...(contact?.timeZone !== undefined && { zone: contact.timeZone }),
  });
}
