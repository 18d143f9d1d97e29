import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Choice } from './field.tsx';
import './segments.css';

/** One of a few, all in sight: radio buttons that look like one control. */
export function Segments<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onValue: (value: Value) => void;
}): JSX.Element {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{props.label}</legend>
      {props.choices.map(({ value, label }) => (
        <label key={value} class="segment">
          <input
            type="radio"
            class="unseen"
            name={name}
            checked={value === props.value}
            onChange={() => props.onValue(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
