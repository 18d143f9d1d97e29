import type { JSX } from 'preact';
import type { Pacing } from '../../../api/newsletter-sending.ts';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';

const orNull = (typed: string): string | null => (typed === '' ? null : typed);

export function SenderSection({
  value,
  onValue,
}: {
  value: Pacing;
  onValue: (value: Pacing) => void;
}): JSX.Element {
  const { dkim, returnDomain } = value;
  return (
    <Section title={words.signing} intro={words.signingIntro}>
      <TextField
        label={words.returnDomain}
        hint={words.returnDomainHint}
        maxLength={253}
        spellcheck={false}
        value={returnDomain ?? ''}
        onValue={(typed) => onValue({ ...value, returnDomain: orNull(typed) })}
      />
      <Checkbox
        label={words.signs}
        hint={words.signsHint}
        isChecked={dkim !== null}
        onChecked={(isOn) => onValue({ ...value, dkim: isOn ? { domain: null, selector: 'foyer' } : null })}
      />
      {dkim !== null && (
        <div class="pair">
          <TextField
            label={words.dkimDomain}
            hint={words.dkimDomainHint}
            maxLength={253}
            spellcheck={false}
            value={dkim.domain ?? ''}
            onValue={(typed) => onValue({ ...value, dkim: { ...dkim, domain: orNull(typed) } })}
          />
          <TextField
            label={words.selector}
            hint={words.selectorHint}
            maxLength={63}
            spellcheck={false}
            value={dkim.selector}
            onValue={(selector) => onValue({ ...value, dkim: { ...dkim, selector } })}
          />
        </div>
      )}
    </Section>
  );
}
