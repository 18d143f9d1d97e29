import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readHours, saveHours, type OpeningHours, type SavedHours } from '../../../api/callback.ts';
import { nameOf, useColleagues } from '../../../colleagues.ts';
import { createDraft } from '../../../draft.ts';
import { dates } from '../../../dates.ts';
import { Conflict } from '../../../parts/conflict.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { hours as words } from '../../../strings/en/hours.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import type { Loaded } from '../../../use-loaded.ts';
import { HolidayFields } from './holiday-fields.tsx';
import { hoursPlaces } from './hours-places.ts';
import { IntervalFields } from './interval-fields.tsx';
import { byDate, hasProblems, weekdays } from './opening-hours.ts';

const zones = Intl.supportedValuesOf('timeZone');

export function HoursForm(props: { saved: SavedHours; loaded: Loaded<SavedHours> }): JSX.Element {
  // Names of those who saved.
  useColleagues();
  const [draft] = useState(() =>
    createDraft<OpeningHours, SavedHours>(props.saved, {
      put: (value, version) => saveHours({ ...value, holidays: byDate(value.holidays) }, version),
      read: () => readHours(),
      onSaved: (next) => props.loaded.change(() => next),
    }),
  );
  const saved = draft.saved.value;
  const hours = draft.value.value;
  const isInConflict = draft.theirs.value !== undefined;
  const isReadOnly = !may('callback.settings');
  const change = (part: Partial<OpeningHours>): void => draft.change({ ...draft.value.peek(), ...part });
  const save = useAction(async () => {
    if (await draft.save()) showToast(strings.saved);
  });
  const numberField = (
    name: 'slotMinutes' | 'capacity' | 'leadMinutes' | 'horizonDays',
    min: number,
    max: number,
  ): JSX.Element => (
    <TextField
      label={words.numbers[name].label}
      hint={words.numbers[name].hint}
      type="number"
      min={min}
      max={max}
      readOnly={isReadOnly}
      value={String(hours[name])}
      onValue={(value) => change({ [name]: Number.parseInt(value, 10) || min })}
    />
  );
  return (
    <form
      class="stack hours"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isInConflict && !hasProblems(hours)) void save.run();
      }}
    >
      <Section title={words.week} intro={words.weekIntro(hours.zone)} isFlush>
        <ul class="rows">
          {weekdays.map((day) => (
            <li key={day} class="day">
              <span class="day-name">{words.days[day]}</span>
              <IntervalFields
                name={words.days[day]}
                intervals={hours.week[day]}
                isReadOnly={isReadOnly}
                onIntervals={(intervals) => change({ week: { ...hours.week, [day]: intervals } })}
              />
            </li>
          ))}
        </ul>
      </Section>
      <HolidayFields
        holidays={hours.holidays}
        isReadOnly={isReadOnly}
        onHolidays={(holidays) => change({ holidays })}
      />
      <Section title={words.slots} intro={words.slotsIntro}>
        <div class="pair">
          {numberField('slotMinutes', 5, 240)}
          {numberField('capacity', 1, 1000)}
          {numberField('leadMinutes', 0, 10_080)}
          {numberField('horizonDays', 1, 60)}
        </div>
        <TextField
          label={words.zone}
          hint={words.zoneHint}
          list="hours-zones"
          autocomplete="off"
          spellcheck={false}
          readOnly={isReadOnly}
          value={hours.zone}
          onValue={(zone) => change({ zone })}
        />
        <datalist id="hours-zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </Section>
      {save.error !== undefined && <Problem error={save.error} />}
      <Conflict
        draft={draft}
        savedBy={({ savedBy }) => nameOf(savedBy)}
        savedAt={({ savedAt }) => (savedAt === null ? '' : dates.moment(savedAt))}
        words={hoursPlaces}
      />
      <SaveBar draft={draft} isBusy={save.isBusy} isBlocked={hasProblems(hours)} isReadOnly={isReadOnly}>
        {saved.savedAt === null
          ? words.never
          : words.savedAt(
              dates.moment(saved.savedAt),
              saved.savedBy === null ? null : nameOf(saved.savedBy),
              saved.version,
            )}
      </SaveBar>
    </form>
  );
}
