import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { TextField } from '../../../parts/field.tsx';

/** What is no number yet counts as 0, which the server refuses with its reason. */
export function NumberField(props: {
  label: string;
  hint?: string;
  min: number;
  max: number;
  step?: number | 'any';
  value: number;
  onValue: (value: number) => void;
}): JSX.Element {
  const { label, hint, min, max, step, value, onValue } = props;
  // '0.' is on its way to 0.5 and must stay as it is typed.
  const [typed, setTyped] = useState(String(value));
  return (
    <TextField
      label={label}
      hint={hint}
      type="number"
      min={min}
      max={max}
      step={step ?? 1}
      value={Number(typed) === value ? typed : String(value)}
      onValue={(next) => {
        setTyped(next);
        onValue(Number(next));
      }}
    />
  );
}
