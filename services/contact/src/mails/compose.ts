import type { MailMessage, RenderedMail } from '@foyer/mail';
import { type Language, longDate, longMoment } from '@foyer/service';
import type { ContactConfig } from '../config.ts';
import { contactStrings } from '../contact-strings.ts';
import { dayOf } from '../deletion-date.ts';
import { mailIdOf, type HeldMessage, type MailKind, type Message } from '../message.ts';
import type { Forms } from '../ports.ts';
import type { OpenMessage } from '../reminder-store.ts';
import type { MailTemplates } from './templates.ts';

export interface MailComposer {
  /** To the topic's mailbox, with everything the visitor wrote. */
  notify(message: Message): Promise<MailMessage>;
  /** To the visitor, with nothing the visitor wrote: the address may be a stranger's. */
  acknowledge(message: Message, email: string): Promise<MailMessage>;
  /** To the visitor, with the link that releases the message, and nothing the visitor wrote. */
  confirm(message: Message, email: string, link: string, expiresAt: Date): Promise<MailMessage>;
  /** To staff: what waits, by reference. */
  heldReport(held: readonly HeldMessage[], day: Date): Promise<MailMessage>;
  /** To staff: what nobody has closed, by reference. */
  openReport(open: readonly OpenMessage[], day: Date): Promise<MailMessage>;
}

export function createMailComposer(deps: {
  config: ContactConfig;
  forms: () => Forms;
  templates: MailTemplates;
  mailDomain: string;
}): MailComposer {
  const { config, forms, templates, mailDomain } = deps;

  const frame = (language: Language, subjectLine: string, preview: string, footer: string) => ({
    language,
    direction: 'ltr',
    companyName: config.companyName,
    subjectLine,
    preview,
    footer,
  });

  const addressed = (
    kind: MailKind,
    message: Message,
    language: Language,
    to: string,
    mail: RenderedMail,
  ) => ({
    messageId: mailIdOf(kind, message),
    from: config.mailFrom,
    to,
    ...mail,
    language,
    headers: automatic,
  });

  return {
    notify: async (message) => {
      const language = config.staffLanguage ?? message.language;
      const strings = contactStrings[language];
      const topic = topicOf(forms(), message);
      const label = topic?.labels[language] ?? message.topic;
      const reasons = message.heldReasons.map((reason) => strings.notify.heldReason[reason]);
      const mail = await templates.notify.render({
        ...frame(
          language,
          strings.notify.title,
          strings.notify.preview(label),
          strings.notify.footer(longDate(message.deleteOn, language)),
        ),
        title: strings.notify.title,
        nameLabel: strings.name,
        name: message.name,
        emailLabel: strings.email,
        email: message.email ?? '',
        phoneLabel: strings.phone,
        phone: message.phone ?? '',
        topicLabel: strings.topic,
        topic: label,
        languageNameLabel: strings.notify.language,
        languageName: strings.notify.languageNames[message.language],
        receivedLabel: strings.received,
        received: longMoment(message.receivedAt, language, config.timeZone),
        referenceLabel: strings.reference,
        reference: message.reference,
        heldLabel: strings.notify.held,
        held: reasons.join(', '),
        messageLabel: strings.notify.message,
        message: message.message,
        answer: message.email === null ? strings.notify.noReply : strings.notify.reply,
      });
      return {
        ...addressed('notify', message, language, topic?.mailbox ?? config.staffMailbox, mail),
        ...(message.email !== null && { replyTo: `${quoted(message.name)} <${message.email}>` }),
      };
    },
    acknowledge: async (message, email) => {
      const { language } = message;
      const strings = contactStrings[language];
      const mail = await templates.acknowledge.render({
        ...frame(
          language,
          strings.acknowledge.title,
          strings.acknowledge.preview,
          strings.acknowledge.footer,
        ),
        subject: strings.acknowledge.subject(message.reference),
        title: strings.acknowledge.title,
        lede: strings.acknowledge.lede,
        referenceLabel: strings.reference,
        reference: message.reference,
        receivedLabel: strings.received,
        received: longDate(dayOf(message.receivedAt), language),
        deletedOnLabel: strings.deletedOn,
        deletedOn: strings.atTheLatest(longDate(message.deleteOn, language)),
        quote: strings.acknowledge.quote,
        privacy: strings.acknowledge.privacy,
        privacyUrl: config.privacyUrl ?? '',
      });
      return addressed('acknowledge', message, language, email, mail);
    },
    confirm: async (message, email, link, expiresAt) => {
      const { language } = message;
      const { confirm } = contactStrings[language];
      const mail = await templates.confirm.render({
        ...frame(language, confirm.title, confirm.preview, confirm.footer),
        subject: confirm.subject,
        title: confirm.title,
        lede: confirm.lede,
        button: confirm.button,
        link,
        linkLabel: confirm.link,
        until: confirm.until(longDate(dayOf(expiresAt), language)),
        notYou: confirm.notYou,
      });
      return addressed('confirm', message, language, email, mail);
    },
    heldReport: async (held, day) => {
      const language = config.staffLanguage ?? 'en';
      const strings = contactStrings[language];
      const title = strings.heldReport.title(held.length);
      const lines = held.map(({ reference, receivedAt, reasons }) => {
        const words = reasons.map((reason) => strings.notify.heldReason[reason]).join(', ');
        return `${reference}: ${longMoment(receivedAt, language, config.timeZone)}, ${words}`;
      });
      const mail = await templates.held.render({
        ...frame(language, title, strings.heldReport.lede, strings.heldReport.footer),
        title,
        lede: strings.heldReport.lede,
        list: lines.join('\n\n'),
        answer: strings.heldReport.answer,
      });
      return report('held', day, language, mail);
    },
    openReport: async (open, day) => {
      const language = config.staffLanguage ?? 'en';
      const strings = contactStrings[language].openReport;
      const title = strings.title(open.length);
      const lines = open.map(({ reference, receivedAt, closesAt, deleteOn }) => {
        const [received, closes] = [receivedAt, closesAt].map((at) => longDate(dayOf(at), language));
        return `${reference}: ${strings.line(received ?? '', closes ?? '', longDate(deleteOn, language))}`;
      });
      const mail = await templates.held.render({
        ...frame(language, title, strings.lede, strings.footer),
        title,
        lede: strings.lede,
        list: lines.join('\n\n'),
        answer: strings.answer,
      });
      return report('open', day, language, mail);
    },
  };

  function report(kind: string, day: Date, language: Language, mail: RenderedMail): MailMessage {
    return {
      messageId: `contact-${kind}.${dayOf(day)}@${mailDomain}`,
      from: config.mailFrom,
      to: config.staffMailbox,
      ...mail,
      language,
      headers: automatic,
    };
  }
}

// RFC 3834: no out-of-office reply answers these. The second one is what Exchange understands.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

function topicOf(forms: Forms, message: Message) {
  return forms[message.form]?.topics.find(({ id }) => id === message.topic);
}

function quoted(name: string): string {
  return `"${name.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}
