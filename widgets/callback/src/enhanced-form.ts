import {
  captchaOf,
  clearFieldError,
  focusFirstInvalid,
  sendForm,
  showFieldError,
  verdictOf,
  type PlacedForm,
  type Problem,
} from '@foyer/kit';
import { fieldSentence } from './field-sentence.ts';
import { sentView } from './sent-view.ts';
import { requestSettings } from './settings-request.ts';
import { chooseSlots } from './slot-chooser.ts';
import type { CallbackStrings } from './strings.ts';

/** Takes over choosing, checking and sending. What was entered stays until the server has said that it has it. */
export function enhanceForm({ host, form, language, strings, live }: PlacedForm<CallbackStrings>): void {
  const chooser = chooseSlots(form, language, strings);
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
    if (target instanceof HTMLElement && target.ariaInvalid) clearFieldError(target);
  });
  emit('ready');

  async function send(): Promise<void> {
    alert.hidden = true;
    for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid]')) clearFieldError(control);
    if (!checkFields()) return;
    if (!navigator.onLine) return showUnreachable('offline');
    const captcha = captchaOf(form);
    if (captcha) {
      setBusy(strings.waiting);
      const verdict = await verdictOf(captcha);
      setBusy();
      if (verdict === 'unreachable') return showUnreachable('offline');
      // The form goes the way it goes without JavaScript, and the request is held, not lost.
      if (verdict === 'absent') return form.submit();
    }
    setBusy(strings.sending);
    emit('sending');
    const outcome = await sendForm(form);
    setBusy();
    if (outcome.kind === 'accepted') return showSent(outcome.answer, outcome.hasEmail);
    if (outcome.kind === 'refused') return await showProblem(outcome.problem);
    showUnreachable(outcome.isTimeout ? 'timeout' : 'offline');
  }

  /** What can be said before asking the server, which judges again and alone decides. */
  function checkFields(): boolean {
    const check = (
      name: string,
      isWrong: (value: string, control: HTMLInputElement) => boolean,
      sentence: string,
    ) => {
      const control = form.elements.namedItem(name);
      if (control instanceof HTMLInputElement && isWrong(control.value.trim(), control)) {
        showFieldError(control, sentence);
      }
    };
    check('name', (value) => value === '', strings.nameMissing);
    check('phone', (value) => value.replace(/\D/g, '').length < 5, strings.phoneWrong);
    check('email', (_, { validity }) => validity.typeMismatch, strings.emailWrong);
    if (chooser?.value() === '') showFieldError(chooser.control, strings.slotMissing);
    const isWrong = focusFirstInvalid(form);
    if (isWrong) live.say(strings.check);
    return !isWrong;
  }

  async function showProblem({ status, code, errors }: Problem): Promise<void> {
    const isAboutCaptcha = code === 'captcha_unsolved';
    if (isAboutCaptcha) captchaOf(form)?.reset();
    if (errors.some(({ pointer }) => pointer === '/slot')) await offerAnew();
    for (const error of errors) {
      const control = controlOf(error.pointer);
      if (control)
        showFieldError(control, fieldSentence(strings, error.pointer, error.code) || strings.wrong);
    }
    const isMarked = focusFirstInvalid(form);
    if (isAboutCaptcha) complain(strings.captcha);
    else if (isMarked) live.say(strings.check);
    else complain(status === 429 ? strings.tooMany : strings.failed);
    emit('failed', { status, code });
  }

  /** The times of the page are as old as the page; without an answer the visitor chooses among those. */
  async function offerAnew(): Promise<void> {
    const url = form.action.replace(/requests$/, 'slots');
    const settings = await requestSettings(`${url}?language=${language}`).catch(() => undefined);
    if (settings === undefined) return;
    const starts = settings.slots.map(({ startsAt }) => startsAt);
    chooser?.offer({ starts, isOpenNow: settings.isOpenNow });
  }

  function controlOf(pointer: string): HTMLElement | undefined {
    if (pointer === '/slot') return chooser?.control;
    const control = form.elements.namedItem(pointer.slice(1));
    const isShown = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    return isShown && control.type !== 'hidden' ? control : undefined;
  }

  function showUnreachable(code: 'timeout' | 'offline'): void {
    complain(strings[code]);
    emit('failed', { status: 0, code });
  }

  function showSent(answer: unknown, hasEmail: boolean): void {
    const { reference, state, startsAt, endsAt, deletedOn } = Object(answer);
    const receipt = {
      reference: text(reference),
      startsAt: text(startsAt),
      endsAt: text(endsAt),
      deletedOn: text(deletedOn),
      isHeld: state === 'held',
      hasEmail,
    };
    const view = document.createElement('section');
    view.className = 'foyer-sent';
    view.lang = language;
    view.innerHTML = sentView(receipt, strings, language);
    view.querySelector('button')?.addEventListener('click', () => {
      view.remove();
      form.hidden = false;
      controlOf('/name')?.focus();
      void offerAnew();
    });
    const zone = form.elements.namedItem('zone');
    const visitorZone = zone instanceof HTMLInputElement ? zone.value : '';
    form.reset();
    if (zone instanceof HTMLInputElement) zone.value = visitorZone;
    form.hidden = true;
    form.after(view);
    view.querySelector('h3')?.focus();
    emit('sent', { reference: receipt.reference });
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
    host.dispatchEvent(new CustomEvent(`foyer-callback-${name}`, { bubbles: true, composed: true, detail }));
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
