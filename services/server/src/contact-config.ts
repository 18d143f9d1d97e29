import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultContactConfig, type ContactConfig } from '@foyer/contact';
import { ConfigError } from '@foyer/runtime';
import { z } from 'zod';
import { ContactForms, formsOf } from './contact-forms.ts';
import type { Config } from './config.ts';

const MailLimit = z.strictObject({ count: z.int().min(1).max(1_000_000), hours: z.int().min(1).max(720) });

const Settings = z.strictObject({
  contact: z
    .strictObject({
      timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Amsterdam').optional(),
      staffLanguage: z.enum(['nl', 'de', 'en', 'fr']).optional(),
      forms: ContactForms.optional(),
      limits: z
        .strictObject({
          recipient: MailLimit.optional(),
          domain: MailLimit.optional(),
          freemailDomain: MailLimit.optional(),
        })
        .optional(),
    })
    .optional(),
  callback: z
    .strictObject({
      defaultCountry: z
        .string()
        .regex(/^[A-Z]{2}$/, 'a country such as NL')
        .optional(),
      siteKey: z.string().max(100).optional(),
      staffMailbox: z.email().max(254).optional(),
    })
    .optional(),
});

/**
 * What the company says about its contact forms: variables, and on top of them `settings.json` in the data folder, which
 * need not be there.
 *
 * @throws ConfigError naming every place in the file that is wrong
 */
export async function contactConfig(config: Config): Promise<ContactConfig> {
  const { contact = {} } = await readSettings(config.dataDir);
  const defaults = defaultContactConfig({
    companyName: config.companyName,
    mailFrom: config.mailFrom,
    staffMailbox: config.staffEmail,
    privacyUrl: config.privacyUrl,
  });
  const forms = formsOf(contact.forms ?? {}, defaults);
  return {
    ...defaults,
    timeZone: contact.timeZone ?? defaults.timeZone,
    staffLanguage: contact.staffLanguage ?? defaults.staffLanguage,
    forms,
    limits: {
      ...defaults.limits,
      recipient: contact.limits?.recipient ?? defaults.limits.recipient,
      domain: contact.limits?.domain ?? defaults.limits.domain,
      freemailDomain: contact.limits?.freemailDomain ?? defaults.limits.freemailDomain,
    },
  };
}

/** @throws ConfigError naming every place in the file that is wrong */
export async function readSettings(dataDir: string): Promise<z.infer<typeof Settings>> {
  const path = join(dataDir, 'settings.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  const parsed = Settings.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => ({
      variable: `${path}: ${issue.path.join('.')}`,
      problem: issue.message,
    })),
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ variable: path, problem: `is not JSON: ${problem}` }]);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
