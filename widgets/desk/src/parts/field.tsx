import type { ComponentChildren, JSX, Ref } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

interface FieldProps {
  label: string;
  /** What to write and why; read with the field. */
  hint?: ComponentChildren;
  error?: string | undefined;
  isLabelUnseen?: boolean;
}

interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

function Field(props: FieldProps & { children: (described: Described) => JSX.Element }): JSX.Element {
  const { label, hint, error, isLabelUnseen, children } = props;
  const id = useId();
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return (
    <div class="field">
      <label class={isLabelUnseen === true ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
        'aria-invalid': error === undefined ? undefined : 'true',
      })}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends FieldProps, Omit<JSX.InputHTMLAttributes, 'label' | 'value' | 'onInput'> {
  value: string;
  onValue: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const { label, hint, error, isLabelUnseen, value, onValue, inputRef, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} isLabelUnseen={isLabelUnseen ?? false}>
      {(described) => (
        <input
          {...rest}
          {...described}
          ref={inputRef ?? null}
          class="input"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface TextAreaProps extends FieldProps, Omit<JSX.TextareaHTMLAttributes, 'label' | 'value' | 'onInput'> {
  value: string;
  onValue: (value: string) => void;
  areaRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea(props: TextAreaProps): JSX.Element {
  const { label, hint, error, isLabelUnseen, value, onValue, areaRef, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} isLabelUnseen={isLabelUnseen ?? false}>
      {(described) => (
        <textarea
          {...rest}
          {...described}
          ref={areaRef ?? null}
          class="input text-area"
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
}

export function Select<Value extends string>(
  props: FieldProps & {
    value: Value;
    choices: readonly Choice<Value>[];
    onValue: (value: Value) => void;
    isSmall?: boolean;
  },
): JSX.Element {
  const { label, hint, error, isLabelUnseen, value, choices, onValue, isSmall } = props;
  return (
    <Field label={label} hint={hint} error={error} isLabelUnseen={isLabelUnseen ?? false}>
      {(described) => (
        <select
          {...described}
          class={`input select ${isSmall === true ? 'input-small' : ''}`}
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
            if (chosen !== undefined) onValue(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Checkbox(props: {
  label: ComponentChildren;
  isChecked: boolean;
  onChecked: (isChecked: boolean) => void;
  hint?: string;
}): JSX.Element {
  const id = useId();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        class="checkbox"
        checked={props.isChecked}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChecked(event.currentTarget.checked)}
      />
      <label for={id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
