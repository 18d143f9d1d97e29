type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The control behind a field's name or its JSON pointer; undefined for what the visitor does not fill in, such as the captcha. */
export function controlOf(form: HTMLFormElement, name: string): Control | undefined {
  const control = form.elements.namedItem(name.replace(/^\//, ''));
  const isControl =
    control instanceof HTMLInputElement ||
    control instanceof HTMLSelectElement ||
    control instanceof HTMLTextAreaElement;
  return isControl && control.type !== 'hidden' ? control : undefined;
}
