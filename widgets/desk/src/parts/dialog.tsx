import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { strings } from '../strings.ts';
import { IconButton } from './button.tsx';
import './dialog.css';

interface DialogProps {
  title: string;
  children: ComponentChildren;
  /** Buttons, the main one last. */
  actions?: ComponentChildren;
  isWide?: boolean;
  /** For tables. */
  isVeryWide?: boolean;
  /** Something shown once only, or a sign-in: it stays until its own button is pressed. */
  isSticky?: boolean;
  onClose: () => void;
  /** Makes the dialog a form. */
  onSubmit?: () => void;
}

const beginnings = [
  ...['input:not([readonly])', 'select', 'textarea'].map((field) => `.dialog-body ${field}:not(:disabled)`),
  // Where nothing is filled in, what does nothing.
  '.dialog-body:not(:has(input, select, textarea)) + .dialog-actions > :first-child',
].join(', ');

/** A modal dialog, open as long as it is rendered. Where the focus was before it goes back to by itself. */
export function Dialog(props: DialogProps): JSX.Element {
  const { title, children, actions, isWide, isVeryWide, isSticky, onClose, onSubmit } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser would take the first thing there is, which closes it: a blank that somebody types would be its end.
    dialog?.querySelector<HTMLElement>(beginnings)?.focus();
    return () => dialog?.close();
  }, []);
  const inner = (
    <>
      <div class="dialog-body scrolls">{children}</div>
      {actions !== undefined && <div class="dialog-actions">{actions}</div>}
    </>
  );
  return (
    <dialog
      ref={ref}
      class={`dialog ${isWide === true ? 'dialog-wide' : ''} ${isVeryWide === true ? 'dialog-very-wide' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (isSticky !== true) onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current && isSticky !== true) onClose();
      }}
    >
      <div class="dialog-frame">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          {isSticky !== true && <IconButton icon="close" label={strings.close} isSmall onClick={onClose} />}
        </div>
        {onSubmit === undefined ? (
          inner
        ) : (
          <form
            novalidate
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
          >
            {inner}
          </form>
        )}
      </div>
    </dialog>
  );
}
