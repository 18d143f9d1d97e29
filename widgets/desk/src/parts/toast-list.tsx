import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { strings } from '../strings.ts';
import { dismissToast, toasts, toastSeconds, type Toast } from '../toasts.ts';
import { Button, IconButton } from './button.tsx';
import './toast-list.css';

/** What just happened, with the way back where there is one. The live region has read it already. */
export function ToastList(): JSX.Element {
  const ref = useRef<HTMLElement>(null);
  const isEmpty = toasts.value.length === 0;
  // In the top layer, and the last to enter it: a dialog must not hide what it caused.
  useEffect(() => {
    if (!isEmpty) ref.current?.showPopover();
    return () => ref.current?.hidePopover();
  }, [isEmpty]);
  return (
    <section ref={ref} class="toasts" popover="manual" aria-label={strings.notices}>
      {toasts.value.map((toast) => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastRow({ toast }: { toast: Toast }): JSX.Element {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toastSeconds(toast) * 1000);
    return () => clearTimeout(timer);
  }, [isHeld, toast]);
  const { action } = toast;
  return (
    <div
      class={`toast toast-${toast.tone}`}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <p>{toast.text}</p>
      {action !== undefined && (
        <Button
          isSmall
          look="quiet"
          onClick={() => {
            dismissToast(toast.id);
            action.act();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton isSmall icon="close" label={strings.dismiss} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
