import { mailFrame, template, type MailCompiler, type MailTemplate } from '@foyer/mail';

export interface MailTemplates {
  /** With a button and its address. */
  withLink: MailTemplate;
  withoutLink: MailTemplate;
}

/** Two templates for every mail to a visitor: all words are values, and what a mail does not need is left out. */
export function createMailTemplates(compiler: MailCompiler): MailTemplates {
  return {
    withLink: template({ subject: '{{subject}}', mjml: mjml(button), text }, compiler),
    withoutLink: template({ subject: '{{subject}}', mjml: mjml(''), text }, compiler),
  };
}

const facts = ['day', 'time', 'zone', 'officeTime', 'reference', 'deletedOn'];
const rows = facts
  .map((name) => `{{#${name}}}<tr><th scope="row">{{${name}Label}}</th><td>{{${name}}}</td></tr>{{/${name}}}`)
  .join('');
const lines = facts.map((name) => `{{#${name}}}{{${name}Label}}: {{${name}}}\n{{/${name}}}`).join('');

// Not a passage of one template: between its own elements MJML keeps no text, and so no placeholder.
const button = `
    <mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
    <mj-text mj-class="quiet" css-class="quiet" padding="0 0 10px">{{openingChangesNothing}} {{linkHint}}<br><a href="{{link}}">{{link}}</a></mj-text>`;

const mjml = (action: string): string =>
  mailFrame({
    body: `
    <mj-text mj-class="title">{{title}}</mj-text>
    <mj-text mj-class="lede">{{lede}}</mj-text>
    <mj-table css-class="facts" padding="0 0 22px">${rows}</mj-table>${action}
    <mj-text mj-class="quiet" css-class="quiet">{{calendarHint}}{{#privacyUrl}}<br><a href="{{privacyUrl}}">{{privacy}}</a>{{/privacyUrl}}</mj-text>`,
  });

const text = `{{title}}

{{lede}}

${lines}{{#link}}
{{button}}:
{{link}}

{{openingChangesNothing}}
{{/link}}{{#calendarHint}}
{{calendarHint}}
{{/calendarHint}}{{#privacyUrl}}
{{privacy}}: {{privacyUrl}}
{{/privacyUrl}}
--------------------------------------------------
{{companyName}}

{{footer}}
`;
