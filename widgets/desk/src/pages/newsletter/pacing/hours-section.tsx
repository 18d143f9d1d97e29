import type { JSX } from 'preact';
import type { Pacing } from '../../../api/newsletter-sending.ts';
import { dates } from '../../../dates.ts';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterPacing as words } from '../../../strings/en/newsletter-pacing.ts';

const workingHours = (): NonNullable<Pacing['hours']> => ({
  timeZone: dates.zone,
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
});

export function HoursSection({
  value,
  onValue,
}: {
  value: Pacing;
  onValue: (value: Pacing) => void;
}): JSX.Element {
  const { hours } = value;
  const change = (next: Pacing['hours']): void => onValue({ ...value, hours: next });
  return (
    <Section title={words.hours} intro={words.hoursIntro}>
      <Checkbox
        label={words.onlyIn}
        isChecked={hours !== null}
        onChecked={(isOn) => change(isOn ? workingHours() : null)}
      />
      {hours !== null && (
        <>
          <fieldset class="pacing-days">
            <legend class="field-label">{words.days}</legend>
            {words.dayNames.map((name, index) => (
              <Checkbox
                key={name}
                label={name}
                isChecked={hours.days.includes(index + 1)}
                onChecked={(isOn) =>
                  change({
                    ...hours,
                    days: [
                      ...hours.days.filter((day) => day !== index + 1),
                      ...(isOn ? [index + 1] : []),
                    ].toSorted((one, other) => one - other),
                  })
                }
              />
            ))}
          </fieldset>
          <div class="pair">
            <TextField
              label={words.from}
              hint={words.timeHint}
              maxLength={5}
              value={hours.from}
              onValue={(from) => change({ ...hours, from })}
            />
            <TextField
              label={words.to}
              maxLength={5}
              value={hours.to}
              onValue={(to) => change({ ...hours, to })}
            />
            <TextField
              label={words.timeZone}
              maxLength={64}
              spellcheck={false}
              value={hours.timeZone}
              onValue={(timeZone) => change({ ...hours, timeZone })}
            />
          </div>
        </>
      )}
    </Section>
  );
}
