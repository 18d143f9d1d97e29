/**
 * Calls back at each act of the visitor in a form: a field gets the focus, something is typed, the form is sent. A field with `autofocus` has
 * the focus without anybody's doing, so it counts from the first letter on.
 */
export function watchForm(form: HTMLFormElement, signal: AbortSignal, onAct: () => void): void {
  form.addEventListener('focusin', ({ target }) => isAct(target) && onAct(), { signal });
  form.addEventListener('input', onAct, { signal });
  form.addEventListener('submit', onAct, { signal });
  // The visitor may have been faster than this script.
  const active = document.activeElement;
  if (form.contains(active) && isAct(active)) onAct();
}

function isAct(element: EventTarget | null): boolean {
  return element instanceof Element && !element.hasAttribute('autofocus');
}
