import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpenInterval } from '../../../api/callback.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { hours as words } from '../../../strings/en/hours.ts';
import { intervalProblem, nextInterval, readTime } from './opening-hours.ts';

const MAX_INTERVALS = 6;

/** The hours of one day, none for closed. */
export function IntervalFields(props: {
  name: string;
  intervals: readonly OpenInterval[];
  isReadOnly: boolean;
  onIntervals: (intervals: OpenInterval[]) => void;
}): JSX.Element {
  const { name, intervals, isReadOnly, onIntervals } = props;
  const problem = intervalProblem(intervals);
  const set = (index: number, change: Partial<OpenInterval>): void =>
    onIntervals(intervals.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const timeField = (index: number, end: 'from' | 'to', value: string): JSX.Element => (
    <TimeField
      label={words.timeLabel(name, index + 1, end)}
      value={value}
      isInvalid={problem !== undefined}
      isReadOnly={isReadOnly}
      onTime={(time) => set(index, { [end]: time })}
    />
  );
  return (
    <div class="intervals">
      {intervals.length === 0 && <span class="faint">{words.closed}</span>}
      {intervals.map(({ from, to }, index) => (
        <span key={index} class="interval">
          {timeField(index, 'from', from)}
          <span aria-hidden="true">–</span>
          {timeField(index, 'to', to)}
          {!isReadOnly && (
            <IconButton
              isSmall
              icon="close"
              label={words.removeInterval(name, index + 1)}
              onClick={() => onIntervals(intervals.filter((_, at) => at !== index))}
            />
          )}
        </span>
      ))}
      {!isReadOnly && intervals.length < MAX_INTERVALS && (
        <Button
          isSmall
          look="quiet"
          icon="plus"
          aria-label={words.addInterval(name)}
          onClick={() => onIntervals([...intervals, nextInterval(intervals)])}
        >
          {words.add}
        </Button>
      )}
      {problem !== undefined && (
        <p class="field-error" role="alert">
          {words.problems[problem]}
        </p>
      )}
    </div>
  );
}

/** Shows what is typed as it is typed, also when the page is drawn anew meanwhile; read as a time on leaving. */
function TimeField(props: {
  label: string;
  value: string;
  isInvalid: boolean;
  isReadOnly: boolean;
  onTime: (time: string) => void;
}): JSX.Element {
  const [typed, setTyped] = useState<string>();
  return (
    <input
      class="input input-small time-field"
      inputMode="numeric"
      autocomplete="off"
      placeholder="09:00"
      maxLength={5}
      aria-label={props.label}
      aria-invalid={props.isInvalid ? 'true' : undefined}
      value={typed ?? props.value}
      readOnly={props.isReadOnly}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={(event) => {
        setTyped(undefined);
        props.onTime(readTime(event.currentTarget.value));
      }}
    />
  );
}
