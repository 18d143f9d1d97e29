import { markup as html, type SafeHtml } from '@foyer/http';
import type { FieldError } from '@foyer/runtime';
import { button, lede, visitorPage, type Language, type VisitorPage } from '@foyer/service';
import { callbackStrings } from './callback-strings.ts';
import { timeRange, weekdayAndDate, zoneWords } from './dates.ts';
import { factsOf } from './facts.ts';
import type { CallbackRequest } from './request.ts';
import type { Slot } from './slots.ts';
import type { Receipt } from './submission.ts';

/** What those see who sent the form without a program. */
export function receiptPage(
  receipt: Receipt,
  options: { language: Language; hasEmail: boolean; releaseDays: number; companyZone: string },
): VisitorPage {
  const { language, hasEmail, releaseDays, companyZone } = options;
  const { pages } = callbackStrings[language];
  const table = facts({ ...receipt, language }, companyZone);
  if (receipt.state === 'received') {
    const text = receipt.slot === null ? pages.asapText : pages.bookedText;
    return visitorPage(language, pages.bookedTitle, [lede(text), hasEmail && plain(pages.bookedMail), table]);
  }
  if (hasEmail) return visitorPage(language, pages.heldTitle, [lede(pages.heldMail(releaseDays)), table]);
  return visitorPage(language, pages.heldStaffTitle, [lede(pages.heldStaff), table]);
}

/** Asks before it acts: programs that open every link in a mail only see this. */
export function releasePage(request: CallbackRequest, action: string, companyZone: string): VisitorPage {
  const { language } = request;
  const { pages, buttons } = callbackStrings[language];
  return visitorPage(language, pages.releaseTitle, [
    lede(pages.releaseText),
    facts(request, companyZone),
    button(action, buttons.release),
  ]);
}

export function outcomePage(
  kind: 'released' | 'moved' | 'cancelled' | 'over',
  request: CallbackRequest,
  companyZone: string,
): VisitorPage {
  const { language } = request;
  const { pages } = callbackStrings[language];
  const [title, text] = {
    released: [pages.releasedTitle, pages.releasedText] as const,
    moved: [pages.movedTitle, pages.movedText] as const,
    cancelled: [pages.cancelledTitle, pages.cancelledText] as const,
    over: [pages.overTitle, pages.overText] as const,
  }[kind];
  const isAhead = kind === 'released' || kind === 'moved';
  return visitorPage(language, title, [
    lede(text),
    facts(isAhead ? request : { reference: request.reference, language }, companyZone),
  ]);
}

/** The time that is planned, another one to choose, and a way out; each with its own button. */
export function managePage(
  request: CallbackRequest,
  options: {
    /** Without a slash at its end: `/callback/manage/…` */
    path: string;
    slots: readonly Slot[];
    companyZone: string;
    canMove: boolean;
    isSlotGone?: boolean;
  },
): VisitorPage {
  const { language, zone } = request;
  const { pages } = callbackStrings[language];
  const { path, slots, companyZone, canMove, isSlotGone = false } = options;
  const others = slots.filter(({ startsAt }) => startsAt.getTime() !== request.slot?.startsAt.getTime());
  const isChoosing = request.state === 'choosing';
  const first = others[0]?.startsAt ?? request.receivedAt;
  const move = html`<form class="foyer-form" method="post" action="${path}/move">
    <div class="foyer-field">
      <label class="foyer-label" for="slot">${pages.moveLabel}</label>
      <p class="foyer-hint" id="slot-zone">${pages.moveHint(zoneWords(zone, first, language))}</p>
      <select class="foyer-input" id="slot" name="slot" required aria-describedby="slot-zone">
        <option value="">${pages.chooseOption}</option>
        ${slotOptions(others, language, zone)}
      </select>
    </div>
    <div class="foyer-actions"><button class="foyer-button">${pages.moveButton}</button></div>
  </form>`;
  return visitorPage(language, isChoosing ? pages.chooseTitle : pages.manageTitle, [
    isSlotGone && html`<p class="foyer-alert" role="alert">${pages.slotGone}</p>`,
    lede(isChoosing ? pages.chooseText : pages.manageText),
    facts(isChoosing ? { reference: request.reference, language } : request, companyZone),
    !canMove ? plain(pages.movedTooOften) : others.length === 0 ? plain(pages.noSlots) : move,
    html`<h2>${pages.cancelTitle}</h2>
      <p>${pages.cancelText}</p>`,
    button(`${path}/cancel`, pages.cancelButton, true),
  ]);
}

/** The same for a link that is too old, was never given out, or whose request is gone. */
export function unknownLinkPage(language: Language): VisitorPage {
  const { pages } = callbackStrings[language];
  return visitorPage(language, pages.unknownTitle, [lede(pages.unknownText)]);
}

/** What is wrong, in the visitor's language and in words of the form. */
export function refusedPage(language: Language, errors: readonly FieldError[]): VisitorPage {
  const { pages, wrong } = callbackStrings[language];
  if (errors.some(({ pointer }) => pointer === '/frc-captcha-solution')) {
    return visitorPage(language, pages.refusedTitle, [lede(pages.refusedCaptcha)]);
  }
  const sentences = new Set(errors.map(({ pointer, code }) => wrong[wrongField(pointer, code)]));
  return visitorPage(language, pages.refusedTitle, [
    lede(pages.refusedText),
    html`<ul class="problem-list">
      ${[...sentences].map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
    plain(pages.refusedBack),
  ]);
}

function slotOptions(slots: readonly Slot[], language: Language, zone: string): SafeHtml[] {
  const days = Map.groupBy(slots, ({ startsAt }) => weekdayAndDate(startsAt, language, zone));
  return [...days].map(
    ([day, times]) =>
      html`<optgroup label="${day}">
        ${times.map((slot) => html`<option value="${slot.startsAt.toISOString()}">${timeRange(slot, language, zone)}</option>`)}
      </optgroup>`,
  );
}

function wrongField(pointer: string, code: string) {
  if (code === 'slot_taken' || code === 'slot_passed') return 'slotTaken';
  if (code === 'closed_now') return 'closedNow';
  switch (pointer) {
    case '/name':
      return 'name';
    case '/phone':
      return 'phone';
    case '/email':
      return 'email';
    case '/message':
      return 'message';
    case '/slot':
      return 'slot';
    default:
      return 'other';
  }
}

function facts(
  shown: { reference: string; language: Language; slot?: Slot | null; zone?: string; deletedOn?: string },
  companyZone: string,
): SafeHtml {
  const { language, slot, zone = companyZone, reference, deletedOn } = shown;
  const strings = callbackStrings[language];
  const found =
    slot === undefined
      ? undefined
      : factsOf({ slot, language, zone, ...(deletedOn !== undefined && { deletedOn }) }, companyZone);
  const list: [string, string | undefined][] = [
    [strings.day, found?.day],
    [strings.time, found?.time],
    [strings.zone, found?.zone],
    [strings.officeTime, found?.officeTime],
    [strings.reference, reference],
    [strings.deletedOn, found?.deletedOn],
  ];
  return html`<dl class="foyer-facts">
    ${list
      .filter(([, value]) => value !== undefined && value !== '')
      .map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

const plain = (text: string): SafeHtml => html`<p>${text}</p>`;
