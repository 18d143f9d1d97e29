import { markup as html, type SafeHtml } from '@foyer/http';
import {
  button,
  inWords,
  type Language,
  languages,
  lede,
  longDate,
  type VisitorPage,
  visitorPage,
} from '@foyer/service';
import { daysAfter, leftDays } from './retention-days.ts';
import { salutations, type Subscriber } from './subscriber.ts';
import { subscribingStrings } from './subscribing-strings.ts';
import type { Topic } from './topic.ts';

/** For how long somebody may pause. */
export const pauseDays = [30, 90, 180] as const;

/** Everything somebody may decide about their newsletter, for whoever has the link: the address itself is not in it. */
export function preferencePage(
  subscriber: Subscriber,
  options: {
    path: string;
    topics: readonly Topic[];
    now: Date;
    notice?: 'saved' | 'refused' | undefined;
  },
): VisitorPage {
  const { path, topics, now, notice } = options;
  const { language } = subscriber;
  const strings = subscribingStrings[language];
  const { preferences } = strings;
  return visitorPage(language, preferences.title, [
    notice === 'saved' && html`<p class="foyer-alert" role="status">${preferences.saved}</p>`,
    notice === 'refused' && html`<p class="foyer-alert" role="alert">${preferences.refused}</p>`,
    lede(preferences.text(maskedAddress(subscriber.email))),
    settings(subscriber, path, topics),
    html`<h2>${preferences.pause}</h2>`,
    pause(subscriber, path, now),
    html`<h2>${preferences.leave}</h2>
      <p>${preferences.leaveText}</p>
      ${button(`${path}/leave`, preferences.leave)}`,
    dataLink(language),
  ]);
}

/** @param consent what coming back means agreeing to; undefined: nothing can be agreed to at the moment */
export function leftPreferencePage(
  subscriber: Subscriber,
  path: string,
  consent: { version: number; wording: string; asksAge: boolean } | undefined,
): VisitorPage {
  const { language, unsubscribedAt } = subscriber;
  const { preferences } = subscribingStrings[language];
  const deletedOn = longDate(daysAfter(unsubscribedAt ?? new Date(0), leftDays), language);
  return visitorPage(language, preferences.leftTitle, [
    lede(preferences.leftText(deletedOn)),
    consent !== undefined &&
      html`<form class="foyer-form" method="post" action="${path}/rejoin">
        <p>${consent.wording}</p>
        <input type="hidden" name="version" value="${String(consent.version)}" />
        ${
          consent.asksAge &&
          html`<label class="foyer-check">
            <input type="checkbox" name="old-enough" value="yes" required />
            <span>${preferences.age}</span>
          </label>`
        }
        <div class="foyer-actions"><button class="foyer-button">${preferences.rejoin}</button></div>
      </form>`,
    dataLink(language),
  ]);
}

function settings(subscriber: Subscriber, path: string, topics: readonly Topic[]): SafeHtml {
  const { language } = subscriber;
  const { fields, preferences, salutations: labels, languages: names } = subscribingStrings[language];
  return html`<form class="foyer-form" method="post" action="${path}">
    ${
      topics.length > 1 &&
      html`<fieldset class="foyer-group">
        <legend class="foyer-label">${fields.topics}</legend>
        <p class="foyer-hint">${preferences.topicsHint}</p>
        ${topics.map(
          ({ id, names: topicNames, descriptions }) =>
            html`<label class="foyer-check">
              <input
                type="checkbox"
                name="topic-${id}"
                value="yes"
                ${subscriber.topics.includes(id) && html`checked`}
              />
              <span>
                ${topicNames[language]}
                ${descriptions[language] !== '' && html`<br /><span class="quiet">${descriptions[language]}</span>`}
              </span>
            </label>`,
        )}
      </fieldset>`
    }
    <div class="foyer-field">
      <label class="foyer-label" for="preferences-salutation">${fields.salutation}</label>
      <select class="foyer-input" id="preferences-salutation" name="salutation">
        ${salutations.map(
          (salutation) =>
            html`<option value="${salutation}" ${subscriber.salutation === salutation && html`selected`}>
              ${labels[salutation]}
            </option>`,
        )}
      </select>
    </div>
    <div class="foyer-field">
      <label class="foyer-label" for="preferences-name">${fields.name}</label>
      <input
        class="foyer-input"
        id="preferences-name"
        name="name"
        autocomplete="name"
        required
        maxlength="200"
        value="${subscriber.name}"
      />
    </div>
    <div class="foyer-field">
      <label class="foyer-label" for="preferences-language">${fields.language}</label>
      <select class="foyer-input" id="preferences-language" name="language">
        ${languages.map(
          (one) => html`<option value="${one}" ${language === one && html`selected`}>${names[one]}</option>`,
        )}
      </select>
    </div>
    <div class="foyer-actions"><button class="foyer-button">${preferences.save}</button></div>
  </form>`;
}

function pause({ language, pausedUntil }: Subscriber, path: string, now: Date): SafeHtml {
  const { preferences } = subscribingStrings[language];
  if (pausedUntil !== null && pausedUntil > now) {
    return html`<p>${preferences.paused(longDate(pausedUntil, language))}</p>
      ${button(`${path}/resume`, preferences.resume)}`;
  }
  return html`<p>${preferences.pauseText}</p>
    <form class="foyer-form" method="post" action="${path}/pause">
      <div class="foyer-field">
        <label class="foyer-label" for="preferences-pause">${preferences.pauseHowLong}</label>
        <select class="foyer-input" id="preferences-pause" name="days">
          ${pauseDays.map(
            (days) => html`<option value="${String(days)}">${inWords(days, 'day', language)}</option>`,
          )}
        </select>
      </div>
      <div class="foyer-actions"><button class="foyer-button">${preferences.pause}</button></div>
    </form>`;
}

function dataLink(language: Language): SafeHtml {
  const { preferences } = subscribingStrings[language];
  return html`<h2>${preferences.data}</h2>
    <p><a href="/my-data?lang=${language}">${preferences.dataText}</a></p>`;
}

/** Newsletters are passed on: whoever reads one of somebody else learns no address from it. */
function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}
