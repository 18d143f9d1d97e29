import { createLiveRegion, type Language } from '@foyer/kit';
import css from './captcha.css?inline';
import type { CaptchaStrings } from './strings.ts';

export type CaptchaState =
  | 'idle'
  | 'fetching'
  | 'solving'
  | 'solved'
  | 'expired'
  | 'offline'
  | 'failed'
  | 'skipped';

/** All that is seen, so that it can be drawn again in another language. */
export interface CaptchaLook {
  state: CaptchaState;
  solved: number;
  total: number;
  isSlow: boolean;
  /** It takes too long here: the visitor may send without. */
  offersSkip: boolean;
  /** Idle, and nothing but the button will begin it. */
  isManual: boolean;
}

export interface CaptchaView {
  /** Where the browser points when the form is sent too early; takes the focus by script only. */
  anchor: HTMLElement;
  show(look: CaptchaLook): void;
  /** Says the state, or the note below it, through the one live region. */
  announce(what: 'state' | 'note'): void;
  speak(strings: CaptchaStrings, language: Language): void;
}

/** Draws into a shadow root, without words until `speak` brings them. The elements are made once and stay, so that neither the focus nor a screen reader loses its place. */
export function createView(root: ShadowRoot, actions: { begin: () => void; skip: () => void }): CaptchaView {
  let strings: CaptchaStrings | undefined;
  let look: CaptchaLook | undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const label = made('p', 'label');
  label.id = 'label';
  const text = made('p', 'text');
  const note = made('p', 'note');
  const bar = made('progress');
  const begin = button(actions.begin);
  const skip = button(actions.skip);
  const card = made('div', 'card', icon(), made('div', '', label, text, bar, note, begin, skip));
  card.role = 'group';
  card.tabIndex = -1;
  for (const named of [card, bar]) named.setAttribute('aria-labelledby', label.id);
  root.append(card);
  const live = createLiveRegion(card);

  function speak(next: CaptchaStrings, language: Language): void {
    strings = next;
    card.lang = language;
    label.textContent = strings.label;
    if (look) show(look);
  }

  function show(next: CaptchaLook): void {
    look = next;
    const { state } = look;
    card.className = `card ${state}`;
    setText(text, strings && stateText(look, strings));
    setText(note, strings && noteText(look, strings));
    begin.textContent = (state === 'failed' ? strings?.retry : strings?.start) ?? '';
    skip.textContent = strings?.skip ?? '';
    bar.max = look.total || 1;
    bar.value = look.solved;
    hide(bar, state !== 'solving');
    hide(note, !note.textContent);
    hide(begin, state !== 'failed' && !(state === 'idle' && look.isManual));
    hide(skip, !(state === 'solving' && look.offersSkip));
  }

  function hide(element: HTMLElement, isHidden: boolean): void {
    // A button that goes away hands the focus to the card instead of dropping it.
    if (isHidden && !element.hidden && root.activeElement === element) card.focus();
    element.hidden = isHidden;
  }

  return {
    anchor: card,
    show,
    speak,
    announce: (what) => live.say((what === 'state' ? text : note).textContent),
  };
}

function stateText({ state, isManual }: CaptchaLook, strings: CaptchaStrings): string {
  return state === 'idle' ? (isManual ? strings.ready : strings.waiting) : strings[state];
}

function noteText({ state, isSlow, offersSkip }: CaptchaLook, strings: CaptchaStrings): string {
  if (state !== 'solving') return '';
  return offersSkip ? strings.tooLong : isSlow ? strings.slow : '';
}

/** Text that has not changed is not set again: some screen readers would read it again. */
function setText(element: HTMLElement, text = ''): void {
  if (element.textContent !== text) element.textContent = text;
}

function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: Element[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function button(action: () => void): HTMLButtonElement {
  const element = made('button');
  element.type = 'button';
  element.addEventListener('click', action);
  return element;
}

/** A shield; the tick and the exclamation mark in it are drawn by the state. */
function icon(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, shape] of Object.entries(shapes)) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}

const SVG = 'http://www.w3.org/2000/svg';
const shapes = {
  shield: 'M12 2.75 4.5 5.5v5.75c0 4.6 3.1 8.1 7.5 10 4.4-1.9 7.5-5.4 7.5-10V5.5z',
  tick: 'm8.5 12 2.5 2.5 4.75-5',
  bang: 'M12 7.75v4.75m0 3v.01',
};
