import {
  captchaOf,
  clearFieldError,
  focusFirstInvalid,
  showFieldError,
  verdictOf,
  type PlacedForm,
  type Problem,
} from '@foyer/kit';
import { fieldSentence } from './field-sentence.ts';
import { sentView, type Receipt } from './sent-view.ts';
import type { ContactStrings } from './strings.ts';
import { createSubmit } from './submission.ts';
import { controlOf, wrongFields } from './validation.ts';

/** Takes over checking and sending. The text stays in the fields until the server has said that it has it. */
export function enhanceForm({ host, form, language, strings, live }: PlacedForm<ContactStrings>): void {
  const button = form.querySelector('button');
  const alert = document.createElement('p');
  const submit = createSubmit();
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
    // E-mail and telephone answer one question: writing into either settles what was said about both.
    const pair = reachNames.map((name) => controlOf(form, name)).filter((control) => control !== undefined);
    const settled = pair.some((control) => control === target) ? pair : [target];
    for (const control of settled) if (control.ariaInvalid) clearFieldError(control);
  });
  emit('ready');

  async function send(): Promise<void> {
    clearErrors();
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
      // The form goes the way it goes without JavaScript, and the message is held, not lost.
      if (verdict === 'absent') return form.submit();
    }
    setBusy(strings.sending);
    emit('sending');
    const outcome = await submit(form);
    setBusy();
    if (outcome.kind === 'sent') return showSent(outcome);
    if (outcome.kind === 'refused') return showProblem(outcome.problem);
    showUnreachable(outcome.isTimeout ? 'timeout' : 'offline');
  }

  function showUnreachable(code: 'timeout' | 'offline'): void {
    complain(strings[code]);
    emit('failed', { status: 0, code });
  }

  function showProblem({ status, code, errors }: Problem): void {
    const isAboutCaptcha = captchaCode.test(code) || errors.some(({ pointer }) => pointer === captchaPointer);
    if (isAboutCaptcha) captchaOf(form)?.reset();
    for (const error of errors) {
      const control = controlOf(form, error.pointer);
      if (control && control.type !== 'hidden') {
        showFieldError(control, fieldSentence(strings, error.pointer, error.code) || strings.wrong);
      }
    }
    const isMarked = focusFirstInvalid(form);
    if (isAboutCaptcha) complain(strings.captcha);
    else if (isMarked) live.say(strings.check);
    else complain(status === 429 ? strings.tooMany : strings.failed);
    emit('failed', { status, code });
  }

  function showSent(receipt: Receipt): void {
    const view = document.createElement('section');
    view.className = 'foyer-sent';
    view.lang = language;
    view.innerHTML = sentView(receipt, strings, language);
    view.querySelector('button')?.addEventListener('click', () => {
      view.remove();
      form.hidden = false;
      controlOf(form, 'name')?.focus();
    });
    form.reset();
    form.hidden = true;
    form.after(view);
    view.querySelector('h3')?.focus();
    emit('sent', { reference: receipt.reference });
  }

  function complain(text: string): void {
    alert.textContent = text;
    alert.hidden = false;
    if (button) button.textContent = strings.again;
    live.say(text);
  }

  function clearErrors(): void {
    alert.hidden = true;
    for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid]')) clearFieldError(control);
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
    host.dispatchEvent(new CustomEvent(`foyer-contact-${name}`, { bubbles: true, composed: true, detail }));
  }
}

const reachNames = ['email', 'phone'];
const captchaPointer = '/frc-captcha-solution';
/** How the codes of a captcha that was not accepted begin. */
const captchaCode = /^(solution_|not_solved|captcha)/;
