import { createHash } from 'node:crypto';
import { mailFrame, template, type MailCompiler, type MailMessage } from '@foyer/mail';
import { longDate } from '@foyer/service';
import type { Pending } from './pending-store.ts';
import { daysAfter, pendingDays } from './retention-days.ts';
import { subscribingStrings } from './subscribing-strings.ts';

type Addressed = Pick<Pending, 'id' | 'language' | 'mailDomain' | 'requestedAt'> & { email: string };

/** Mails that are no newsletters: nothing in them advertises anything, and nothing in them was typed by a visitor. */
export interface SubscribingMails {
  confirm(to: Addressed, link: string): Promise<MailMessage>;
  wayOut(to: Addressed, link: string): Promise<MailMessage>;
  prepare(): Promise<void>;
}

export function createSubscribingMails(deps: {
  mailCompiler: MailCompiler;
  companyName: string;
  mailFrom: string;
  privacyUrl?: string | undefined;
}): SubscribingMails {
  const { companyName, mailFrom } = deps;
  const letter = template({ subject: '{{subject}}', mjml, text }, deps.mailCompiler);

  async function write(
    to: Addressed,
    kind: 'confirm' | 'way-out',
    words: Record<'subject' | 'title' | 'lede' | 'button' | 'link' | 'after', string>,
  ): Promise<MailMessage> {
    const { language } = to;
    const { footer, openingChangesNothing } = subscribingStrings[language].mail;
    const mail = await letter.render({
      ...words,
      openingChangesNothing,
      language,
      direction: 'ltr',
      companyName,
      subjectLine: words.title,
      preview: words.lede,
      privacyUrl: deps.privacyUrl ?? '',
      footer,
    });
    return {
      messageId: mailIdOf(kind, to),
      from: mailFrom,
      to: to.email,
      ...mail,
      language,
      headers: automatic,
    };
  }

  return {
    confirm: async (to, link) => {
      const { subject, title, lede, button, until, notYou } = subscribingStrings[to.language].mail.confirm;
      const lastDay = longDate(daysAfter(to.requestedAt, pendingDays), to.language);
      return await write(to, 'confirm', {
        subject: subject(companyName),
        title,
        lede: lede(companyName),
        button,
        link,
        after: `${until(lastDay)}\n${notYou}`,
      });
    },
    wayOut: async (to, link) => {
      const { subject, title, lede, button, notYou } = subscribingStrings[to.language].mail.wayOut;
      return await write(to, 'way-out', {
        subject: subject(companyName),
        title,
        lede: lede(companyName),
        button,
        link,
        after: notYou,
      });
    },
    prepare: async () => await letter.prepare(),
  };
}

/** For finding the copies of a mail when its sign-up goes. */
export function mailIdsOf(pending: Pick<Pending, 'id' | 'mailDomain'>): string[] {
  return [mailIdOf('confirm', pending), mailIdOf('way-out', pending)];
}

/** SHA-256 of what the owner of an address read before they confirmed: subject, text and HTML. */
export function mailDigest({ subject, text: words, html }: MailMessage): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([subject, words, html]), 'utf8')
    .digest();
}

function mailIdOf(
  kind: 'confirm' | 'way-out',
  { id, mailDomain }: Pick<Pending, 'id' | 'mailDomain'>,
): string {
  return `newsletter-${kind}.${id}@${mailDomain}`;
}

// RFC 3834: no out-of-office reply answers these. The second one is what Exchange understands.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

const mjml = mailFrame({
  body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">{{lede}}</mj-text>
      <mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
      <mj-text mj-class="quiet" css-class="quiet" padding="0 0 10px">{{openingChangesNothing}}<br><a href="{{link}}">{{link}}</a></mj-text>
      <mj-text mj-class="quiet" css-class="quiet">{{after}}{{#privacyUrl}}<br><a href="{{privacyUrl}}">{{privacyUrl}}</a>{{/privacyUrl}}</mj-text>`,
});

const text = `{{title}}

{{lede}}

{{button}}:
{{link}}

{{openingChangesNothing}}

{{after}}
{{#privacyUrl}}
{{privacyUrl}}
{{/privacyUrl}}
--------------------------------------------------
{{companyName}}

{{footer}}
`;
