import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { announce } from '../announce.ts';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';
import './copyable.css';

/** A text to take along: a key, a link, a secret. */
export function Copyable(props: { label: string; text: string; isLabelUnseen?: boolean }): JSX.Element {
  const { label, text, isLabelUnseen = false } = props;
  const [isCopied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(strings.copied);
    } catch {
      // The browser forbids it: then the person copies what is selected by hand.
      input.current?.select();
    }
  };
  return (
    <div class="field">
      <label class={isLabelUnseen ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      <div class="copyable">
        <input
          ref={input}
          id={id}
          class="input"
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button icon={isCopied ? 'check' : 'copy'} onClick={() => void copy()}>
          {isCopied ? strings.copied : strings.copy}
        </Button>
      </div>
    </div>
  );
}
