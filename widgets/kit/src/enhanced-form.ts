import { captchaOf, verdictOf } from './captcha-field.ts';
import { clearFieldError, focusFirstInvalid, showFieldError, type WrongField } from './field-errors.ts';
import { controlOf } from './form-control.ts';
import type { PlacedForm } from './form-element.ts';
import type { FormStrings } from './form-strings.ts';
import type { Markup } from './markup.ts';
import type { Problem } from './problem.ts';
import type { Accepted, SendOutcome } from './send-form.ts';

export interface SentView {
  /** Stands in the place of the form: with an `h3`, and with a `button` where the form can be had again. */
  view: Markup;
  /** Of the event; nothing that the visitor typed. */
  detail: object;
}

/** What one form does in its own way. */
interface FormActs {
  /** What can be said before asking the server, which judges again and alone decides. */
  wrongFields(): readonly WrongField[];
  /** What a JSON pointer is about, where it is more than the control of that name. */
  controlOf?(pointer: string): HTMLElement | undefined;
  /** Our own words for what the server says about it; empty where there are none. */
  sentenceFor(pointer: string, code: string): string;
  send(form: HTMLFormElement): Promise<SendOutcome>;
  /** Before the errors of the server are shown. */
  refused?(problem: Problem): Promise<void>;
  sent(accepted: Accepted): SentView;
  /** After the form was asked for again. */
  reopened?(): void;
}

/**
 * Takes over checking and sending. What was entered stays in the fields until the server has said that it has it.
 * Events of the host: `<tag>-ready`, `-sending`, `-sent`, `-failed` { status, code }.
 */
export function enhanceForm(placed: PlacedForm<FormStrings>, acts: FormActs): void {
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
    // What is said about a group of boxes is said of the group.
    const control = target.closest<HTMLElement>('[aria-invalid]');
    if (control) clearFieldError(control);
  });
  emit('ready');

  async function send(): Promise<void> {
    alert.hidden = true;
    for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid]')) clearFieldError(control);
    const wrong = acts.wrongFields();
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
      // The form goes the way it goes without JavaScript, and what it brings is held, not lost.
      if (verdict === 'absent') return form.submit();
    }
    setBusy(strings.sending);
    emit('sending');
    const outcome = await acts.send(form);
    setBusy();
    if (outcome.kind === 'accepted') return showSent(outcome);
    if (outcome.kind === 'refused') return await showProblem(outcome.problem);
    showUnreachable(outcome.isTimeout ? 'timeout' : 'offline');
  }

  function showUnreachable(code: 'timeout' | 'offline'): void {
    complain(strings[code]);
    emit('failed', { status: 0, code });
  }

  async function showProblem(problem: Problem): Promise<void> {
    const { status, code, errors } = problem;
    const isAboutCaptcha = captchaCode.test(code) || errors.some(({ pointer }) => pointer === captchaPointer);
    if (isAboutCaptcha) captchaOf(form)?.reset();
    await acts.refused?.(problem);
    for (const error of errors) {
      const control = acts.controlOf?.(error.pointer) ?? controlOf(form, error.pointer);
      if (control) showFieldError(control, acts.sentenceFor(error.pointer, error.code) || strings.wrong);
    }
    const isMarked = focusFirstInvalid(form);
    if (isAboutCaptcha) complain(strings.captcha);
    else if (isMarked) live.say(strings.check);
    else complain((status === 429 && strings.tooMany) || strings.failed);
    emit('failed', { status, code });
  }

  function showSent(accepted: Accepted): void {
    const sent = acts.sent(accepted);
    const view = document.createElement('section');
    view.className = 'foyer-sent';
    view.lang = language;
    view.innerHTML = String(sent.view);
    view.querySelector('button')?.addEventListener('click', () => {
      view.remove();
      form.hidden = false;
      controlOf(form, 'name')?.focus();
      acts.reopened?.();
    });
    form.reset();
    form.hidden = true;
    form.after(view);
    view.querySelector('h3')?.focus();
    emit('sent', sent.detail);
  }

  function complain(words: string): void {
    alert.textContent = words;
    alert.hidden = false;
    if (button) button.textContent = strings.again;
    live.say(words);
  }

  function setBusy(words?: string): void {
    isBusy = words !== undefined;
    form.setAttribute('aria-busy', String(isBusy));
    // Not `disabled`, which would throw the focus away.
    button?.setAttribute('aria-disabled', String(isBusy));
    if (button) button.textContent = words ?? strings.send;
    live.say(words ?? '');
  }

  function emit(name: string, detail: object = {}): void {
    host.dispatchEvent(
      new CustomEvent(`${host.localName}-${name}`, { bubbles: true, composed: true, detail }),
    );
  }
}

const captchaPointer = '/frc-captcha-solution';
/** How the codes of a captcha that was not accepted begin. */
const captchaCode = /^(solution_|not_solved|captcha)/;
