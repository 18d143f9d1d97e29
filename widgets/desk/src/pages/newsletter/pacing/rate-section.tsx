import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Pacing } from '../../../api/newsletter-sending.ts';
import { TextArea } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';
import { readLimits, writeLimits } from './domain-limits.ts';
import { NumberField } from './number-field.tsx';
import './pacing.css';

export function RateSection(props: {
  value: Pacing;
  onValue: (value: Pacing) => void;
  onUnreadable: (isUnreadable: boolean) => void;
}): JSX.Element {
  const { value, onValue, onUnreadable } = props;
  const saved = writeLimits(value.domains);
  const [typed, setTyped] = useState(saved);
  const { limits, wrong } = readLimits(typed);
  // Taken back, or saved by somebody else, while nobody types.
  const isOwn = wrong !== undefined || writeLimits(limits) === saved;
  return (
    <Section title={words.rate}>
      <div class="pair">
        <NumberField
          label={words.perSecond}
          min={0.1}
          max={10_000}
          step="any"
          value={value.perSecond}
          onValue={(perSecond) => onValue({ ...value, perSecond })}
        />
        <NumberField
          label={words.parallel}
          hint={words.parallelHint}
          min={1}
          max={8}
          value={value.parallel}
          onValue={(parallel) => onValue({ ...value, parallel })}
        />
      </div>
      <TextArea
        label={words.domains}
        hint={words.domainsHint}
        rows={4}
        spellcheck={false}
        value={isOwn ? typed : saved}
        onValue={(text) => {
          setTyped(text);
          const read = readLimits(text);
          onUnreadable(read.wrong !== undefined);
          if (read.wrong === undefined) onValue({ ...value, domains: read.limits });
        }}
        error={isOwn && wrong !== undefined ? words.domainWrong(wrong) : undefined}
      />
    </Section>
  );
}
