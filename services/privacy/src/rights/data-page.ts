import { markup as html, type SafeHtml } from '@foyer/http';
import { button, lede, longDate, longMoment, type VisitorPage, visitorPage } from '@foyer/service';
import type { FoundData } from './found-data.ts';
import type { Visitor } from './links.ts';
import { recipientPurpose, recordList } from './record-list.ts';
import { rightsStrings, type RightsStrings } from './rights-strings.ts';

/** What has just been done, or why not. */
export interface Notice {
  text: string;
  isProblem: boolean;
}

/**
 * All of it, and every right as a button.
 *
 * @param path `/my-data/view/…`, without a slash at its end
 */
export function dataPage(visitor: Visitor, found: FoundData, path: string, notice?: Notice): VisitorPage {
  const { language, subject, expiresAt } = visitor;
  const strings = rightsStrings[language];
  const { data } = strings;
  return visitorPage(language, data.title, [
    notice !== undefined && noticeOf(notice),
    lede(data.lede(subject.email, longMoment(expiresAt, language))),
    found.isRestricted && html`<p class="foyer-alert">${data.restricted}</p>`,
    found.holdings.every(({ name }) => name.startsWith('privacy.')) && html`<p>${data.nothing}</p>`,
    recordList(found, language),
    consents(found, visitor, path, strings),
    recipients(found, visitor, strings),
    actions(found, path, strings),
  ]);
}

function noticeOf({ text, isProblem }: Notice): SafeHtml {
  return isProblem
    ? html`<p class="foyer-alert" role="alert">${text}</p>`
    : html`<p class="page-done" role="status">${text}</p>`;
}

function consents(
  { consents: given }: FoundData,
  { language }: Visitor,
  path: string,
  { data }: RightsStrings,
): SafeHtml {
  const list = given.map(
    (consent) =>
      html`<li>
        <p>${consent.wording}</p>
        <p class="quiet">
          ${data.given(longDate(consent.givenAt, language))}
          ${consent.withdrawnAt !== null && data.withdrawn(longDate(consent.withdrawnAt, language))}
          <a href="${path}/consents/${consent.id}">${data.receipt}</a>
        </p>
        ${
          consent.withdrawnAt === null &&
          html`<form method="post" action="${path}/withdrawal">
            <input type="hidden" name="purpose" value="${consent.purpose}" />
            <button class="foyer-button foyer-button-quiet">
              ${data.withdraw}<span class="for-screen-readers">: ${consent.wording}</span>
            </button>
          </form>`
        }
      </li>`,
  );
  return html`<h2>${data.consents}</h2>
    ${
      list.length === 0
        ? html`<p>${data.noConsents}</p>`
        : html`<ul class="record-list">
            ${list}
          </ul>`
    }`;
}

function recipients(
  { recipients: always, traced }: FoundData,
  { language }: Visitor,
  { data }: RightsStrings,
): SafeHtml {
  const list = [
    ...always.map(({ name, purpose }) => html`<li>${name}: ${recipientPurpose(purpose, language)}</li>`),
    ...traced.map(
      ({ name, host, recordIds, lastDeliveredAt }) =>
        html`<li>${data.traced(name, host, recordIds.length, longDate(lastDeliveredAt, language))}</li>`,
    ),
  ];
  return html`<h2>${data.recipients}</h2>
    ${
      list.length === 0
        ? html`<p>${data.noRecipients}</p>`
        : html`<ul>
            ${list}
          </ul>`
    }`;
}

function actions(found: FoundData, path: string, { actions: strings }: RightsStrings): SafeHtml {
  const hasObjected = found.objections.includes('mail');
  return html`<h2>${strings.title}</h2>
    <h3>${strings.download}</h3>
    <p>${strings.downloadText}</p>
    ${button(`${path}/download`, strings.downloadButton, true)}
    <h3>${strings.rectify}</h3>
    <p>${strings.rectifyText}</p>
    <form class="foyer-form" method="post" action="${path}/rectification">
      <div class="foyer-field">
        <label class="foyer-label" for="my-data-name">${strings.name}</label>
        <input class="foyer-input" id="my-data-name" name="name" autocomplete="name" maxlength="100" />
      </div>
      <div class="foyer-field">
        <label class="foyer-label" for="my-data-phone">${strings.phone}</label>
        <p class="foyer-hint" id="my-data-phone-hint">${strings.phoneHint}</p>
        <input
          class="foyer-input"
          id="my-data-phone"
          name="phone"
          type="tel"
          autocomplete="tel"
          maxlength="40"
          aria-describedby="my-data-phone-hint"
        />
      </div>
      <div class="foyer-actions">
        <button class="foyer-button foyer-button-quiet">${strings.rectifyButton}</button>
      </div>
    </form>
    <h3>${strings.restrict}</h3>
    ${
      found.isRestricted
        ? html`<p>${strings.liftText}</p>
            ${button(`${path}/lift-restriction`, strings.liftButton, true)}`
        : html`<p>${strings.restrictText}</p>
            ${button(`${path}/restriction`, strings.restrictButton, true)}`
    }
    <h3>${strings.object}</h3>
    ${
      hasObjected
        ? html`<p>${strings.objected}</p>`
        : html`<p>${strings.objectText}</p>
            ${button(`${path}/objection`, strings.objectButton, true)}`
    }
    <h3>${strings.erase}</h3>
    <p>${strings.eraseText}</p>
    <p><a href="${path}/erasure">${strings.eraseButton}</a></p>`;
}
