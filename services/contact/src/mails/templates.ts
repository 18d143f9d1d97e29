import { mailFrame, template, type MailCompiler, type MailTemplate } from '@foyer/mail';

export interface MailTemplates {
  notify: MailTemplate;
  acknowledge: MailTemplate;
  confirm: MailTemplate;
  held: MailTemplate;
}

/** The mails of this service. All words are values, so that one template serves every language. */
export function createMailTemplates(compiler: MailCompiler): MailTemplates {
  return {
    notify: template(notify, compiler),
    acknowledge: template(acknowledge, compiler),
    confirm: template(confirm, compiler),
    held: template(held, compiler),
  };
}

const row = (name: string): string => `<tr><th scope="row">{{${name}Label}}</th><td>{{${name}}}</td></tr>`;
const optionalRow = (name: string): string => `{{#${name}}}${row(name)}{{/${name}}}`;

const textFrame = (body: string): string => `${body}

--------------------------------------------------
{{companyName}}

{{footer}}
`;

const notify = {
  subject: '{{reference}} · {{topic}} · {{name}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-table css-class="facts" padding="4px 0 22px">
        ${row('name')}${optionalRow('email')}${optionalRow('phone')}${row('topic')}${row('languageName')}
        ${row('received')}${row('reference')}${optionalRow('held')}
      </mj-table>
      <mj-text css-class="quote" padding="0 0 22px"><div>{{message}}</div></mj-text>
      <mj-text mj-class="quiet" css-class="quiet">{{answer}}</mj-text>`,
  }),
  text: textFrame(`{{title}}

{{nameLabel}}: {{name}}{{#email}}
{{emailLabel}}: {{email}}{{/email}}{{#phone}}
{{phoneLabel}}: {{phone}}{{/phone}}
{{topicLabel}}: {{topic}}
{{languageNameLabel}}: {{languageName}}
{{receivedLabel}}: {{received}}
{{referenceLabel}}: {{reference}}{{#held}}
{{heldLabel}}: {{held}}{{/held}}

{{messageLabel}}:

{{message}}

{{answer}}`),
};

const acknowledge = {
  subject: '{{subject}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">{{lede}}</mj-text>
      <mj-table css-class="facts" padding="0 0 22px">${row('reference')}${row('received')}${row('deletedOn')}</mj-table>
      <mj-text mj-class="quiet" css-class="quiet">{{quote}}{{#privacyUrl}}<br><a href="{{privacyUrl}}">{{privacy}}</a>{{/privacyUrl}}</mj-text>`,
  }),
  text: textFrame(`{{title}}

{{lede}}

{{referenceLabel}}: {{reference}}
{{receivedLabel}}: {{received}}
{{deletedOnLabel}}: {{deletedOn}}

{{quote}}{{#privacyUrl}}

{{privacy}}: {{privacyUrl}}{{/privacyUrl}}`),
};

const confirm = {
  subject: '{{subject}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">{{lede}}</mj-text>
      <mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
      <mj-text mj-class="quiet" css-class="quiet" padding="0 0 10px">{{until}} {{notYou}}</mj-text>
      <mj-text mj-class="quiet" css-class="quiet">{{linkLabel}}<br><a href="{{link}}">{{link}}</a></mj-text>`,
  }),
  text: textFrame(`{{title}}

{{lede}}

{{button}}:
{{link}}

{{until}}

{{notYou}}`),
};

const held = {
  subject: '{{title}}',
  mjml: mailFrame({
    body: `
      <mj-text mj-class="title">{{title}}</mj-text>
      <mj-text mj-class="lede">{{lede}}</mj-text>
      <mj-text css-class="quote" padding="0 0 22px"><div>{{list}}</div></mj-text>
      <mj-text mj-class="quiet" css-class="quiet">{{answer}}</mj-text>`,
  }),
  text: textFrame(`{{title}}

{{lede}}

{{list}}

{{answer}}`),
};
