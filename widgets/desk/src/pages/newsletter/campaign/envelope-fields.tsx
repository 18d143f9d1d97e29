import type { JSX } from 'preact';
import { mailLanguages, type CampaignValue } from '../../../api/newsletter-campaigns.ts';
import type { Block } from '../../../api/newsletter-library.ts';
import { Select, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { newsletterCampaigns } from '../../../strings/en/newsletter-campaigns.ts';
import { campaignPreviewText, withCampaignPreviewText, withTemplate } from './campaign-value.ts';

export function EnvelopeFields(props: {
  value: CampaignValue;
  templates: readonly Block[];
  isReadOnly: boolean;
  onValue: (value: CampaignValue) => void;
}): JSX.Element {
  const { value, templates, isReadOnly, onValue } = props;
  const previewText = campaignPreviewText(value);
  const isGone = value.templateId !== null && !templates.some(({ id }) => id === value.templateId);
  return (
    <Section title={words.head}>
      <fieldset class="campaign-fields stack" disabled={isReadOnly}>
        <legend class="unseen">{words.head}</legend>
        <div class="pair">
          <TextField
            label={words.name}
            hint={words.nameHint}
            maxLength={120}
            value={value.name}
            onValue={(name) => onValue({ ...value, name })}
            error={value.name.trim() === '' ? newsletterCampaigns.nameMissing : undefined}
          />
          <Select
            label={newsletter.language}
            value={value.language}
            onValue={(language) => onValue({ ...value, language })}
            choices={mailLanguages.map((one) => ({ value: one, label: newsletter.languages[one] }))}
          />
          <Select
            label={words.template}
            value={value.templateId ?? ''}
            onValue={(id) =>
              onValue(
                withTemplate(
                  value,
                  templates.find((template) => template.id === id),
                ),
              )
            }
            choices={[
              { value: '', label: words.noTemplate },
              ...(isGone ? [{ value: value.templateId ?? '', label: words.templateGone }] : []),
              ...templates.map((one) => ({ value: one.id, label: one.value.name })),
            ]}
          />
        </div>
        <TextField
          label={words.subject}
          hint={words.subjectHint}
          maxLength={200}
          lang={value.language}
          value={value.subject}
          onValue={(subject) => onValue({ ...value, subject })}
        />
        {previewText !== undefined && (
          <TextField
            label={words.previewText}
            hint={words.previewTextHint}
            maxLength={200}
            lang={value.language}
            value={previewText}
            onValue={(text) => onValue(withCampaignPreviewText(value, text))}
          />
        )}
        <div class="pair">
          <TextField
            label={words.fromName}
            maxLength={100}
            autocomplete="off"
            value={value.from.name}
            onValue={(name) => onValue({ ...value, from: { ...value.from, name } })}
          />
          <TextField
            label={words.fromAddress}
            type="email"
            maxLength={254}
            autocomplete="off"
            value={value.from.address}
            onValue={(address) => onValue({ ...value, from: { ...value.from, address } })}
          />
          <TextField
            label={words.replyTo}
            hint={words.replyToHint}
            type="email"
            maxLength={254}
            autocomplete="off"
            value={value.replyTo ?? ''}
            onValue={(replyTo) => onValue({ ...value, replyTo: replyTo === '' ? null : replyTo })}
          />
        </div>
        <Select
          label={words.crashPolicy}
          value={value.crashPolicy}
          onValue={(crashPolicy) => onValue({ ...value, crashPolicy })}
          choices={(['hold', 'resend'] as const).map((one) => ({
            value: one,
            label: words.crashPolicies[one],
          }))}
        />
      </fieldset>
    </Section>
  );
}
