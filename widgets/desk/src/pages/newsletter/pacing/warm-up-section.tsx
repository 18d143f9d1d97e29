import type { JSX } from 'preact';
import type { Pacing } from '../../../api/newsletter-sending.ts';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';
import { NumberField } from './number-field.tsx';

const MOST_MAILS = 10_000_000;

// From some hundreds to what a newsletter needs within a month, as the large mailbox providers advise.
const usual = (): NonNullable<Pacing['warmUp']> => ({
  startsOn: new Date().toISOString().slice(0, 10),
  firstDay: 200,
  lastDay: 100_000,
  days: 30,
});

export function WarmUpSection({
  value,
  onValue,
}: {
  value: Pacing;
  onValue: (value: Pacing) => void;
}): JSX.Element {
  const { warmUp } = value;
  const change = (next: Pacing['warmUp']): void => onValue({ ...value, warmUp: next });
  return (
    <Section title={words.warmUp} intro={words.warmUpIntro}>
      <Checkbox
        label={words.isWarming}
        isChecked={warmUp !== null}
        onChecked={(isOn) => change(isOn ? usual() : null)}
      />
      {warmUp !== null && (
        <div class="pair">
          <TextField
            label={words.startsOn}
            type="date"
            value={warmUp.startsOn}
            onValue={(startsOn) => change({ ...warmUp, startsOn })}
          />
          <NumberField
            label={words.warmUpDays}
            min={2}
            max={365}
            value={warmUp.days}
            onValue={(days) => change({ ...warmUp, days })}
          />
          <NumberField
            label={words.firstDay}
            min={1}
            max={MOST_MAILS}
            value={warmUp.firstDay}
            onValue={(firstDay) => change({ ...warmUp, firstDay })}
          />
          <NumberField
            label={words.lastDay}
            min={1}
            max={MOST_MAILS}
            value={warmUp.lastDay}
            onValue={(lastDay) => change({ ...warmUp, lastDay })}
          />
        </div>
      )}
    </Section>
  );
}
