import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { type DataNotice, type Language, longDate, noticeOf } from '@foyer/service';
import type { Check, FormConsents } from './consents.ts';
import { contactStrings } from './contact-strings.ts';
import { daysAfter, deletionDay, type Day } from './deletion-date.ts';
import { describeMessages } from './descriptions.ts';
import { contactError } from './errors.ts';
import type { Forms } from './ports.ts';

/** What a form must know before it can be shown, and what the visitor reads before sending it. */
export interface FormSettings {
  form: string;
  language: Language;
  topics: { id: string; label: string }[];
  retention: {
    days: number;
    /** The day on which a message of today is gone at the latest. */
    deletedOn: Day;
  };
  /** What is kept, why and until when: the words of the holding, with the periods of this form. */
  notice: DataNotice;
  /** What the visitor may agree to beside the message. */
  checks: Check[];
}

export function createFormSettings(deps: {
  db: Database;
  forms: () => Forms;
  clock: Clock;
  consents: FormConsents;
}): (form: string, language: Language) => Promise<FormSettings> {
  const { db, forms, clock, consents } = deps;
  return async (name, language) => {
    const current = forms();
    const form = Object.hasOwn(current, name) ? current[name] : undefined;
    if (form === undefined) throw contactError('form_unknown');
    const deletedOn = deletionDay(daysAfter(clock.now(), form.autoCloseDays), form.retentionDays);
    const notice = noticeOf(describeMessages(form)[language]);
    return {
      form: name,
      language,
      topics: form.topics.map(({ id, labels }) => ({ id, label: labels[language] })),
      retention: { days: form.retentionDays, deletedOn },
      notice: {
        ...notice,
        until: `${notice.until} ${contactStrings[language].ofToday(longDate(deletedOn, language))}`,
      },
      checks: await consents.checks(db, form, language),
    };
  };
}
