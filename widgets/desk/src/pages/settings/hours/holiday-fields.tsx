import type { JSX } from 'preact';
import type { Holiday } from '../../../api/callback.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { Section } from '../../../parts/page.tsx';
import { hours as words } from '../../../strings/en/hours.ts';
import { IntervalFields } from './interval-fields.tsx';

/** Days that differ from their weekday: closed, or with hours of their own. */
export function HolidayFields(props: {
  holidays: readonly Holiday[];
  isReadOnly: boolean;
  onHolidays: (holidays: Holiday[]) => void;
}): JSX.Element {
  const { holidays, isReadOnly, onHolidays } = props;
  const set = (index: number, change: Partial<Holiday>): void =>
    onHolidays(holidays.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <Section
      title={words.holidays}
      intro={words.holidaysIntro}
      isFlush
      actions={
        !isReadOnly && (
          <Button
            isSmall
            icon="plus"
            onClick={() => onHolidays([...holidays, { date: '', name: '', intervals: [] }])}
          >
            {words.addHoliday}
          </Button>
        )
      }
    >
      {holidays.length === 0 ? (
        <p class="section-empty">{words.noHolidays}</p>
      ) : (
        <ul class="rows">
          {holidays.map(({ date, name, intervals }, index) => (
            <li key={index} class="holiday">
              <input
                class="input input-small holiday-date"
                type="date"
                aria-label={words.holidayDate(index + 1)}
                aria-invalid={
                  date === '' || holidays.some((one, at) => at !== index && one.date === date)
                    ? 'true'
                    : undefined
                }
                readOnly={isReadOnly}
                value={date}
                onInput={(event) => set(index, { date: event.currentTarget.value })}
              />
              <input
                class="input input-small holiday-name"
                aria-label={words.holidayName(index + 1)}
                placeholder={words.holidayNameHint}
                maxLength={100}
                readOnly={isReadOnly}
                value={name}
                onInput={(event) => set(index, { name: event.currentTarget.value })}
              />
              <IntervalFields
                name={name || date}
                intervals={intervals}
                isReadOnly={isReadOnly}
                onIntervals={(next) => set(index, { intervals: next })}
              />
              {!isReadOnly && (
                <IconButton
                  isSmall
                  icon="trash"
                  label={words.removeHoliday(name || date)}
                  onClick={() => onHolidays(holidays.filter((_, at) => at !== index))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
