import { mailFrame, template, type MailCompiler, type MailMessage } from '@foyer/mail';
import { type Language, longDate } from '@foyer/service';
import type { Day } from './due-date.ts';
import { linkMailId, requestMailId, type RequestMailKind } from './request-mails.ts';
import type { DataRequest } from './request.ts';
import { linkRule } from './rights-holdings.ts';
import { rightsStrings } from './rights-strings.ts';

export interface RightsMails {
  link(
    to: { id: string; email: string; language: Language; mailDomain: string },
    link: string,
  ): Promise<MailMessage>;
  /** About a request, with the reason of the officer. */
  extension(request: Addressed): Promise<MailMessage>;
  refusal(request: Addressed): Promise<MailMessage>;
  /** @param link to the data, or to the receipt; none for the other rights */
  answer(request: Addressed, link?: string): Promise<MailMessage>;
  /** To staff: what is due, by reference. */
  reminder(due: readonly { reference: string; kind: string; dueOn: Day }[], today: Day): Promise<MailMessage>;
  prepare(): Promise<void>;
}

type Addressed = Pick<
  DataRequest,
  'id' | 'reference' | 'kind' | 'language' | 'dueOn' | 'extensionReason' | 'refusal'
> & { email: string; mailDomain: string };

export function createRightsMails(deps: {
  mailCompiler: MailCompiler;
  companyName: string;
  mailFrom: string;
  staffMailbox: string;
  publicUrl: string;
  mailDomain: string;
}): RightsMails {
  const { companyName, mailFrom, publicUrl } = deps;
  const letter = template(letterSource, deps.mailCompiler);

  const write = async (
    language: Language,
    words: { subject: string; title: string; lede: string; footer: string } & Partial<
      Record<'quote' | 'button' | 'link' | 'after', string>
    >,
  ) =>
    await letter.render({
      quote: '',
      button: '',
      link: '',
      after: '',
      ...words,
      language,
      direction: 'ltr',
      companyName,
      subjectLine: words.title,
      preview: words.lede,
    });

  const about = async (
    kind: RequestMailKind,
    request: Addressed,
    words: Omit<Parameters<typeof write>[1], 'footer'>,
  ): Promise<MailMessage> => {
    const { language, email } = request;
    const { requestFooter } = rightsStrings[language].mail;
    const mail = await write(language, { ...words, footer: requestFooter });
    return {
      messageId: requestMailId(kind, request),
      from: mailFrom,
      to: email,
      ...mail,
      language,
      headers: automatic,
    };
  };

  return {
    link: async ({ email, language, ...row }, link) => {
      const { mail: strings } = rightsStrings[language];
      const { subject, title, lede, button, notYou } = strings.link;
      const mail = await write(language, {
        subject,
        title,
        lede,
        button,
        link,
        after: notYou,
        footer: `${strings.footer} ${linkRule(language)}`,
      });
      return {
        messageId: linkMailId(row),
        from: mailFrom,
        to: email,
        ...mail,
        language,
        headers: automatic,
      };
    },
    extension: async (request) => {
      const { extension } = rightsStrings[request.language].mail;
      return await about('extension', request, {
        subject: extension.subject(request.reference),
        title: extension.title,
        lede: extension.lede(longDate(request.dueOn, request.language)),
        quote: request.extensionReason ?? '',
        after: extension.after,
      });
    },
    refusal: async (request) => {
      const { refusal } = rightsStrings[request.language].mail;
      return await about('refusal', request, {
        subject: refusal.subject(request.reference),
        title: refusal.title,
        lede: refusal.lede,
        quote: request.refusal?.reason ?? '',
        after: refusal.after,
      });
    },
    answer: async (request, link) => {
      const { answer, link: toData } = rightsStrings[request.language].mail;
      return await about('answer', request, {
        subject: answer.subject(request.reference),
        title: answer.title,
        lede: answer.lede[request.kind],
        ...(link !== undefined && {
          button: request.kind === 'erasure' ? answer.receipt : toData.button,
          link,
        }),
        after: answer.after,
      });
    },
    reminder: async (due, today) => {
      const lines = due.map(({ reference, kind, dueOn }) => {
        const over = dueOn < today ? ', OVERDUE' : '';
        return `${reference}: ${kind.replaceAll('_', ' ')}, to be answered by ${longDate(dueOn, 'en')}${over}`;
      });
      const mail = await write('en', {
        subject: `Requests of data subjects: ${due.length} to be answered soon`,
        title: 'Requests of data subjects are due',
        lede: 'The law gives one month for each. These are due within a week, or overdue:',
        quote: lines.join('\n'),
        button: 'Open the desk',
        link: `${publicUrl}/desk`,
        footer: 'Sent once a day as long as a request is due.',
      });
      return {
        messageId: `privacy-reminder.${today}@${deps.mailDomain}`,
        from: mailFrom,
        to: deps.staffMailbox,
        ...mail,
        language: 'en',
        headers: automatic,
      };
    },
    prepare: async () => await letter.prepare(),
  };
}

// RFC 3834: no out-of-office reply answers these. The second one is what Exchange understands.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

const letterSource = {
  subject: '{{subject}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">{{lede}}</mj-text>
      <mj-raw>{{#quote}}</mj-raw>
      <mj-text css-class="quote" padding="0 0 22px"><div>{{quote}}</div></mj-text>
      <mj-raw>{{/quote}}{{#link}}</mj-raw>
      <mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
      <mj-text mj-class="quiet" css-class="quiet" padding="0 0 10px"><a href="{{link}}">{{link}}</a></mj-text>
      <mj-raw>{{/link}}{{#after}}</mj-raw>
      <mj-text mj-class="quiet" css-class="quiet">{{after}}</mj-text>
      <mj-raw>{{/after}}</mj-raw>`,
  }),
  text: `{{title}}

{{lede}}
{{#quote}}
{{quote}}
{{/quote}}{{#link}}
{{button}}:
{{link}}
{{/link}}{{#after}}
{{after}}
{{/after}}
--------------------------------------------------
{{companyName}}

{{footer}}
`,
};
