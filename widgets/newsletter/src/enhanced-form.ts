import {
  captchaOf,
  clearFieldError,
  focusFirstInvalid,
  html,
  sendForm,
  showFieldError,
  verdictOf,
  type PlacedForm,
  type Problem,
} from '@foyer/kit';
import type { NewsletterStrings } from './strings.ts';
import { controlOf, sentenceFor, wrongFields } from './validation.ts';

/** Takes over checking and sending. What was typed stays in the fields until the server has said that it has it. */
export function enhanceForm(placed: PlacedForm<NewsletterStrings>): void {
  const { host, form, language, strings, live } = placed;
  const button = form.querySelector('button');
  const alert = document.createElement('p');
  let isBusy = false;
  alert.className = 'foyer-alert';
  alert.hidden = true;
  button?.parentElement?.before(alert);
  // Our sentences are in the page's language, the browser's bubbles are not.
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isBusy) void send();
  });
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const control = target.closest<HTMLElement>('[aria-invalid]');
    if (control) clearFieldError(control);
  });
  emit('ready');

  async function send(): Promise<void> {
    alert.hidden = true;
    for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid]')) clearFieldError(control);
    const wrong = wrongFields(form, strings);
    if (wrong.length > 0) {
      for (const { control, text } of wrong) showFieldError(control, text);
      focusFirstInvalid(form);
      live.say(strings.check);
      return;
    }
    if (!navigator.onLine) return showUnreachable('offline');
    const captcha = captchaOf(form);
    if (captcha) {
      setBusy(strings.waiting);
      const verdict = await verdictOf(captcha);
      setBusy();
      if (verdict === 'unreachable') return showUnreachable('offline');
      // The form goes the way it goes without JavaScript.
      if (verdict === 'absent') return form.submit();
    }
    setBusy(strings.sending);
    emit('sending');
    const outcome = await sendForm(form);
    setBusy();
    if (outcome.kind === 'accepted') return showSent();
    if (outcome.kind === 'refused') return showProblem(outcome.problem);
    showUnreachable(outcome.isTimeout ? 'timeout' : 'offline');
  }

  function showUnreachable(code: 'timeout' | 'offline'): void {
    complain(strings[code]);
    emit('failed', { status: 0, code });
  }

  function showProblem({ status, code, errors }: Problem): void {
    const isAboutCaptcha = code === 'captcha_unsolved';
    if (isAboutCaptcha) captchaOf(form)?.reset();
    for (const { pointer } of errors) {
      const control = controlOf(form, pointer);
      if (control) showFieldError(control, sentenceFor(strings, pointer) || strings.wrong);
    }
    const isMarked = focusFirstInvalid(form);
    if (isAboutCaptcha) complain(strings.captcha);
    else if (isMarked) live.say(strings.check);
    else complain(strings.failed);
    emit('failed', { status, code });
  }

  /** The same for every address. */
  function showSent(): void {
    const view = document.createElement('section');
    view.className = 'foyer-sent';
    view.lang = language;
    view.innerHTML = String(
      html`<span class="foyer-sent-mark" aria-hidden="true">…</span>
        <h3 tabindex="-1">${strings.sentTitle}</h3>
        <p>${strings.sentText}</p>
        <p>${strings.sentHint}</p>`,
    );
    form.reset();
    form.hidden = true;
    form.after(view);
    view.querySelector('h3')?.focus();
    emit('sent');
  }

  function complain(text: string): void {
    alert.textContent = text;
    alert.hidden = false;
    if (button) button.textContent = strings.again;
    live.say(text);
  }

  function setBusy(text?: string): void {
    isBusy = text !== undefined;
    form.setAttribute('aria-busy', String(isBusy));
    // Not `disabled`, which would throw the focus away.
    button?.setAttribute('aria-disabled', String(isBusy));
    if (button) button.textContent = text ?? strings.send;
    live.say(text ?? '');
  }

  function emit(name: string, detail: object = {}): void {
    host.dispatchEvent(
      new CustomEvent(`foyer-newsletter-${name}`, { bubbles: true, composed: true, detail }),
    );
  }
}
