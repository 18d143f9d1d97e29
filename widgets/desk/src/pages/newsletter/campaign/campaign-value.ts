import type { Audience, CampaignValue } from '../../../api/newsletter-campaigns.ts';
import type { Block } from '../../../api/newsletter-library.ts';
import { previewTextOf, withPreviewText } from './preview-text.ts';

// Something to look at, with the way out that every mail needs.
const starter = `<mjml>
  <mj-head>
    <mj-preview></mj-preview>
  </mj-head>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>{{salutation}},</mj-text>
        <mj-text>write here.</mj-text>
      </mj-column>
    </mj-section>
    <mj-section>
      <mj-column>
        <mj-text font-size="12px"><a href="{{unsubscribe_url}}">Unsubscribe</a> · <a href="{{preferences_url}}">Change your topics</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

export function newCampaign(given: {
  name: string;
  language: CampaignValue['language'];
  template: Block | undefined;
}): CampaignValue {
  const { name, language, template } = given;
  const value: CampaignValue = {
    name,
    subject: '',
    language,
    from: { name: '', address: '' },
    replyTo: null,
    templateId: null,
    mjml: starter,
    slots: {},
    text: null,
    audience: { topics: [], exceptTopics: [], languages: [], attributes: [], exceptAttributes: [] },
    crashPolicy: 'hold',
  };
  return template === undefined ? value : withTemplate(value, template);
}

/** Words that the other template has a slot for stay; so does everything when the mail goes back to none. */
export function withTemplate(value: CampaignValue, template: Block | undefined): CampaignValue {
  if (template === undefined)
    return { ...value, templateId: null, slots: {}, mjml: value.mjml === '' ? starter : value.mjml };
  const slots = Object.fromEntries(template.slots.map((name) => [name, value.slots[name] ?? '']));
  return { ...value, templateId: template.id, slots, mjml: '' };
}

/** The name of the slot in which a template wants its preview text. */
const previewSlot = 'preview';

/** undefined: there is no place for one. */
export function campaignPreviewText({ templateId, mjml, slots }: CampaignValue): string | undefined {
  return templateId === null ? previewTextOf(mjml) : slots[previewSlot];
}

export function withCampaignPreviewText(value: CampaignValue, text: string): CampaignValue {
  return value.templateId === null
    ? { ...value, mjml: withPreviewText(value.mjml, text) }
    : { ...value, slots: { ...value.slots, [previewSlot]: text } };
}

/** `name = value`, one a line. @returns the first line that is none in `wrong` */
export function readAttributes(typed: string): {
  attributes: Audience['attributes'];
  wrong: string | undefined;
} {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const attributes = lines.map((line) => {
    const [name = '', ...rest] = line.split('=');
    return { name: name.trim(), is: rest.join('=').trim() };
  });
  const wrong = lines.find((line, index) => !line.includes('=') || attributes[index]?.name === '');
  return { attributes: wrong === undefined ? attributes : [], wrong };
}

export function writeAttributes(attributes: Audience['attributes']): string {
  return attributes.map(({ name, is }) => `${name} = ${is}`).join('\n');
}
