import type { Database } from '@foyer/database';
import type { MailMessage } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { callbackStrings } from '../callback-strings.ts';
import type { CallbackConfig } from '../config.ts';
import { factsOf } from '../facts.ts';
import type { Links } from '../links.ts';
import type { OpeningHoursStore } from '../opening-hours-store.ts';
import { mailIdOf, type CallbackRequest, type MailKind } from '../request.ts';
import { calendarEntry } from './calendar.ts';
import type { MailTemplates } from './template.ts';

/** Writes a mail to the visitor, with nothing the visitor wrote: the address may be a stranger's. */
export type ComposeMail = (kind: MailKind, request: CallbackRequest, email: string) => Promise<MailMessage>;

export function createComposeMail(deps: {
  db: Database;
  clock: Clock;
  config: CallbackConfig;
  templates: MailTemplates;
  links: Links;
  openingHours: OpeningHoursStore;
}): ComposeMail {
  const { db, clock, config, templates, links, openingHours } = deps;
  return async (kind, request, email) => {
    const { language } = request;
    const strings = callbackStrings[language];
    const words = strings.mails[kind];
    const { hours } = await openingHours.current(db);
    const facts = factsOf({ ...request, deletedOn: request.latestOn }, hours.zone);
    const action = actions[kind];
    const link = action && (await links.issue(action === 'release' ? 'release' : 'manage', request));
    const calendar = calendarOf(kind, request);
    const template = link === undefined ? templates.withoutLink : templates.withLink;
    const mail = await template.render({
      language,
      direction: 'ltr',
      companyName: config.companyName,
      subjectLine: words.title,
      preview: words.lede,
      footer: strings.footer,
      subject: words.subject(request.reference),
      title: words.title,
      lede: words.lede,
      ...facts,
      // What is not going to happen has no time.
      ...(kind === 'declined' && { day: '', time: '', zone: '', officeTime: '' }),
      dayLabel: strings.day,
      timeLabel: strings.time,
      zoneLabel: strings.zone,
      officeTimeLabel: strings.officeTime,
      referenceLabel: strings.reference,
      reference: request.reference,
      deletedOnLabel: strings.deletedOn,
      link: link?.link ?? '',
      button: action === undefined ? '' : strings.buttons[action],
      openingChangesNothing: strings.openingChangesNothing,
      linkHint: strings.linkHint,
      calendarHint: calendar?.method === 'PUBLISH' ? strings.calendarHint : '',
      privacy: strings.privacy,
      privacyUrl: config.privacyUrl ?? '',
    });
    return {
      messageId: mailIdOf(kind, request),
      from: config.mailFrom,
      to: email,
      ...mail,
      language,
      headers: automatic,
      ...(calendar !== undefined && { calendar }),
    };
  };

  function calendarOf(kind: MailKind, request: CallbackRequest) {
    const options = { companyName: config.companyName, mailFrom: config.mailFrom, writtenAt: clock.now() };
    if (kind === 'cancelled') return calendarEntry(request, 'CANCEL', options);
    const isPlanned = kind === 'booked' || kind === 'moved' || kind === 'reminder';
    return isPlanned ? calendarEntry(request, 'PUBLISH', options) : undefined;
  }
}

const actions: Partial<Record<MailKind, 'release' | 'manage' | 'choose'>> = {
  release: 'release',
  booked: 'manage',
  moved: 'manage',
  reminder: 'manage',
  choose: 'choose',
};

// RFC 3834: no out-of-office reply answers these. The second one is what Exchange understands.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
