import { mailFrame, template, type MailCompiler, type MailMessage } from '@foyer/mail';

export type ComposeNotice = (notice: {
  messageId: string;
  email: string;
  /** undefined: the account is gone. */
  actorName: string | undefined;
  at: Date;
}) => Promise<MailMessage>;

/** In English, as the desk is. */
export function createComposeNotice(deps: {
  companyName: string;
  mailFrom: string;
  publicUrl: string;
  mailCompiler: MailCompiler;
}): ComposeNotice {
  const mail = template(source, deps.mailCompiler);
  return async ({ messageId, email, actorName, at }) => {
    const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
    const rendered = await mail.render({
      language: 'en',
      direction: 'ltr',
      companyName: deps.companyName,
      subjectLine: title,
      preview: 'Your sessions have ended. Set up a new second factor when you sign in.',
      footer: 'This mail is sent once to the address of your account at the desk.',
      title,
      who: actorName ?? 'An administrator',
      when: `${when.format(at)} UTC`,
      link: `${deps.publicUrl}/desk`,
    });
    return {
      messageId,
      from: deps.mailFrom,
      to: email,
      ...rendered,
      language: 'en',
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    };
  };
}

const title = 'Your second factor was removed';
const lede =
  '{{who}} removed the second factor of your account at the desk on {{when}}. You are signed out everywhere. Please sign in again and set up a new one.';
const warning =
  'You did not ask for this? Then tell another administrator at once: somebody may be trying to get into your account.';

const source = {
  subject: '{{title}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">${lede}</mj-text>
      <mj-button href="{{link}}" css-class="button" padding="0 0 24px">Open the desk</mj-button>
      <mj-text mj-class="quiet" css-class="quiet">${warning}</mj-text>`,
  }),
  text: `{{title}}

${lede}

{{link}}

${warning}

--------------------------------------------------
{{companyName}}

{{footer}}
`,
};
