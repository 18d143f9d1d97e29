export interface WrongField {
  control: HTMLElement;
  text: string;
}

/** Marks a control as wrong and ties the sentence to it. The sentence's element is `<id>-error` and stands beside the control in the page already, or is made there. */
export function showFieldError(control: HTMLElement, text: string): void {
  const id = errorId(control);
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement('p');
    place.id = id;
    place.className = 'foyer-error';
    control.after(place);
  }
  place.hidden = false;
  place.textContent = text;
  control.setAttribute('aria-invalid', 'true');
  describe(control, [...described(control).filter((other) => other !== id), id]);
}

export function clearFieldError(control: HTMLElement): void {
  const id = errorId(control);
  control.removeAttribute('aria-invalid');
  describe(
    control,
    described(control).filter((other) => other !== id),
  );
  const place = document.getElementById(id);
  if (place) {
    place.hidden = true;
    place.textContent = '';
  }
}

/** Puts the cursor into the first wrong field, in the order of the page. Answers whether there was one. */
export function focusFirstInvalid(form: HTMLElement): boolean {
  const first = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  first?.focus();
  return first !== null;
}

function errorId(control: HTMLElement): string {
  return `${control.id}-error`;
}

function described(control: HTMLElement): string[] {
  return (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
}

function describe(control: HTMLElement, ids: string[]): void {
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  else control.removeAttribute('aria-describedby');
}
