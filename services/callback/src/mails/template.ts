import { mailFrame, template, type MailCompiler, type MailTemplate } from '@foyer/mail';

/** One template for every mail to a visitor: all words are values, and what a mail does not need is left out. */
export function createMailTemplate(compiler: MailCompiler): MailTemplate {
  return template({ subject: '{{subject}}', mjml, text }, compiler);
}

const facts = ['day', 'time', 'zone', 'officeTime', 'reference', 'deletedOn'];
const rows = facts
  .map((name) => `{{#${name}}}<tr><th scope="row">{{${name}Label}}</th><td>{{${name}}}</td></tr>{{/${name}}}`)
  .join('');
const lines = facts.map((name) => `{{#${name}}}{{${name}Label}}: {{${name}}}\n{{/${name}}}`).join('');

const mjml = mailFrame({
  body: `
    <mj-text mj-class="title">{{title}}</mj-text>
    <mj-text mj-class="lede">{{lede}}</mj-text>
    <mj-table css-class="facts" padding="0 0 22px">${rows}</mj-table>
    {{#link}}<mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
    <mj-text mj-class="quiet" css-class="quiet" padding="0 0 10px">{{openingChangesNothing}} {{linkHint}}<br><a href="{{link}}">{{link}}</a></mj-text>{{/link}}
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
