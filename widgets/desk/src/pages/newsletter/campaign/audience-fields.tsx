import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mailLanguages, type Audience } from '../../../api/newsletter-campaigns.ts';
import type { NewsletterTopic } from '../../../api/newsletter-subscribers.ts';
import { Checkbox, TextArea } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { AudienceReach } from './audience-reach.tsx';
import { readAttributes, writeAttributes } from './campaign-value.ts';

interface Choice<Value extends string> {
  value: Value;
  label: string;
}

export function AudienceFields(props: {
  audience: Audience;
  topics: readonly NewsletterTopic[];
  isReadOnly: boolean;
  onAudience: (audience: Audience) => void;
}): JSX.Element {
  const { audience, topics, isReadOnly, onAudience } = props;
  const choices = topics.map(({ id, names }) => ({ value: id, label: names.en }));
  return (
    <Section title={words.audience} intro={words.audienceIntro}>
      <fieldset class="campaign-fields stack" disabled={isReadOnly}>
        <legend class="unseen">{words.audience}</legend>
        {topics.length === 0 && <p class="soft">{words.noTopics}</p>}
        <div class="pair">
          <Choices
            legend={words.topics}
            choices={choices}
            chosen={audience.topics}
            onChosen={(chosen) => onAudience({ ...audience, topics: chosen })}
          />
          <Choices
            legend={words.exceptTopics}
            choices={choices.filter(({ value }) => !audience.topics.includes(value))}
            chosen={audience.exceptTopics}
            onChosen={(exceptTopics) => onAudience({ ...audience, exceptTopics })}
          />
          <Choices
            legend={words.audienceLanguages}
            hint={words.everyLanguage}
            choices={mailLanguages.map((value) => ({ value, label: newsletter.languages[value] }))}
            chosen={audience.languages}
            onChosen={(languages) => onAudience({ ...audience, languages })}
          />
        </div>
        <div class="pair">
          <Attributes
            label={words.attributes}
            hint={words.attributesHint}
            attributes={audience.attributes}
            onAttributes={(attributes) => onAudience({ ...audience, attributes })}
          />
          <Attributes
            label={words.exceptAttributes}
            hint={words.exceptAttributesHint}
            attributes={audience.exceptAttributes}
            onAttributes={(exceptAttributes) => onAudience({ ...audience, exceptAttributes })}
          />
        </div>
      </fieldset>
      <AudienceReach audience={audience} />
    </Section>
  );
}

function Choices<Value extends string>(props: {
  legend: string;
  hint?: string;
  choices: readonly Choice<Value>[];
  chosen: readonly Value[];
  onChosen: (chosen: Value[]) => void;
}): JSX.Element {
  const { legend, hint, choices, chosen, onChosen } = props;
  return (
    <fieldset class="field">
      <legend class="field-label">{legend}</legend>
      {choices.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          isChecked={chosen.includes(value)}
          onChecked={(isChecked) =>
            onChosen(isChecked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        />
      ))}
      {hint !== undefined && <p class="field-hint">{hint}</p>}
    </fieldset>
  );
}

function Attributes(props: {
  label: string;
  hint: string;
  attributes: Audience['attributes'];
  onAttributes: (attributes: Audience['attributes']) => void;
}): JSX.Element {
  const { label, hint, attributes, onAttributes } = props;
  const [typed, setTyped] = useState(writeAttributes(attributes));
  const written = readAttributes(typed);
  // Taken back, or saved by somebody else, while nobody types.
  const isSame =
    written.wrong !== undefined || writeAttributes(written.attributes) === writeAttributes(attributes);
  return (
    <TextArea
      label={label}
      hint={hint}
      rows={2}
      spellcheck={false}
      value={isSame ? typed : writeAttributes(attributes)}
      onValue={(text) => {
        setTyped(text);
        const read = readAttributes(text);
        if (read.wrong === undefined) onAttributes(read.attributes);
      }}
      error={isSame && written.wrong !== undefined ? words.attributeWrong(written.wrong) : undefined}
    />
  );
}
