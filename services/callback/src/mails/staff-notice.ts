import type { Database } from '@foyer/database';
import { mailFrame, template, type MailCompiler, type MailMessage } from '@foyer/mail';
import { longDate } from '@foyer/service';
import { callbackStrings } from '../callback-strings.ts';
import type { CallbackConfig } from '../config.ts';
import { timeRange, weekdayAndDate, zoneWords } from '../dates.ts';
import type { OpeningHoursStore } from '../opening-hours-store.ts';
import { staffNoticeIdOf, type CallbackRequest } from '../request.ts';

export interface StaffNotice {
  prepare(): Promise<void>;
  /** To those who call, with everything the visitor wrote. No Reply-To: this is answered by telephone. */
  compose(request: CallbackRequest): Promise<MailMessage>;
}

export function createStaffNotice(deps: {
  db: Database;
  config: CallbackConfig;
  publicUrl: string;
  mailCompiler: MailCompiler;
  openingHours: OpeningHoursStore;
}): StaffNotice {
  const { db, config, publicUrl, openingHours } = deps;
  const mail = template({ subject: '{{subject}}', mjml, text }, deps.mailCompiler);
  return {
    prepare: async () => await mail.prepare(),
    compose: async (request) => {
      const language = config.staffLanguage ?? request.language;
      const strings = callbackStrings[language];
      const { staff } = strings;
      const { zone } = (await openingHours.current(db)).hours;
      const { slot } = request;
      const when =
        slot === null
          ? strings.asap
          : `${weekdayAndDate(slot.startsAt, language, zone)}, ${timeRange(slot, language, zone)}`;
      const rendered = await mail.render({
        language,
        direction: 'ltr',
        companyName: config.companyName,
        subjectLine: staff.title,
        preview: staff.preview(when),
        footer: staff.footer(longDate(request.latestOn, language)),
        subject: `${request.reference} · ${when} · ${request.name}`,
        title: staff.title,
        nameLabel: staff.name,
        name: request.name,
        phoneLabel: staff.phone,
        phone: request.phone,
        whenLabel: strings.time,
        when,
        zoneLabel: strings.zone,
        zone: slot === null ? '' : zoneWords(zone, slot.startsAt, language),
        languageNameLabel: staff.language,
        languageName: staff.languageNames[request.language],
        referenceLabel: strings.reference,
        reference: request.reference,
        messageLabel: staff.message,
        message: request.message ?? '',
        // Two people must not call the same person: a call is claimed at the desk first.
        claim: staff.claim,
        button: staff.button,
        link: `${publicUrl}/desk/callbacks`,
        undiallable: request.dialRefusal === null ? '' : staff.undiallable,
      });
      return {
        messageId: staffNoticeIdOf(request),
        from: config.mailFrom,
        to: config.staffMailbox,
        ...rendered,
        language,
        headers: automatic,
      };
    },
  };
}

// RFC 3834: no out-of-office reply answers these. The second one is what Exchange understands.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

const facts = ['name', 'phone', 'when', 'zone', 'languageName', 'reference'];
const rows = facts
  .map((name) => `{{#${name}}}<tr><th scope="row">{{${name}Label}}</th><td>{{${name}}}</td></tr>{{/${name}}}`)
  .join('');
const lines = facts.map((name) => `{{#${name}}}{{${name}Label}}: {{${name}}}\n{{/${name}}}`).join('');

const mjml = mailFrame({
  body: `
    <mj-text mj-class="title">{{title}}</mj-text>
    <mj-table css-class="facts" padding="0 0 22px">${rows}</mj-table>
    <mj-text css-class="quote" padding="0 0 22px">{{#message}}<div>{{message}}</div>{{/message}}</mj-text>
    <mj-button href="{{link}}" css-class="button" padding="0 0 24px">{{button}}</mj-button>
    <mj-text mj-class="quiet" css-class="quiet">{{claim}} {{undiallable}}</mj-text>`,
});

const text = `{{title}}

${lines}{{#message}}
{{messageLabel}}:

{{message}}
{{/message}}{{#undiallable}}
{{undiallable}}
{{/undiallable}}
{{claim}}
{{link}}

--------------------------------------------------
{{companyName}}

{{footer}}
`;
