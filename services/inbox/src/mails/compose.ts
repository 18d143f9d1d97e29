import { mailFrame, template, type MailCompiler, type MailMessage } from '@foyer/mail';
import { languageOf, longDate } from '@foyer/service';
import { inboxStrings } from '../inbox-strings.ts';
import type { InboxDeps, SourceRecord } from '../ports.ts';
import type { ReplyToSend } from '../reply-store.ts';
import { threadHeaders } from '../thread.ts';

/** @throws RangeError when the visitor's address is not one mail address */
export type ComposeReply = (reply: ReplyToSend, record: SourceRecord) => Promise<MailMessage>;

export function createComposeReply(
  deps: Pick<InboxDeps, 'config' | 'mailboxFor'> & { mailCompiler: MailCompiler },
): { compose: ComposeReply; prepare: () => Promise<void> } {
  const { config, mailboxFor } = deps;
  const mail = template(source, deps.mailCompiler);
  return {
    prepare: async () => mail.prepare(),
    compose: async (reply, record) => {
      const language = languageOf(reply.language) ?? 'en';
      const strings = inboxStrings[language];
      const rendered = await mail.render({
        language,
        direction: 'ltr',
        companyName: config.companyName,
        subjectLine: reply.subject,
        subject: reply.subject,
        preview: reply.text.slice(0, 120).toWellFormed(),
        text: reply.text,
        referenceLine: strings.reference(reply.reference),
        footer: strings.footer(record.deleteOn === null ? undefined : longDate(record.deleteOn, language)),
      });
      return {
        messageId: reply.messageId,
        from: config.mailFrom,
        to: record.email ?? '',
        replyTo: mailboxFor(reply),
        ...rendered,
        language,
        date: reply.createdAt,
        // A person wrote it: no Auto-Submitted, so that an out-of-office answer comes back to tell us.
        headers: threadHeaders(reply.threadIds),
      };
    },
  };
}

const source = {
  subject: '{{subject}}',
  mjml: mailFrame({
    body: `
      <mj-text padding="0 0 22px"><div>{{text}}</div></mj-text>
      <mj-text mj-class="quiet" css-class="quiet">{{referenceLine}}</mj-text>`,
  }),
  text: `{{text}}

--------------------------------------------------
{{companyName}}
{{referenceLine}}

{{footer}}
`,
};
