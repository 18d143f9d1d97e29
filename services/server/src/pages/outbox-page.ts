import { html, type Markup } from '@foyer/kit/markup';
import { developerHeader, shell } from './shell.ts';

interface OutboxEntry {
  id: string;
  from: string;
  to: string;
  subject: string;
  date: Date;
}

export interface OutboxMail extends OutboxEntry {
  text: string;
  hasHtml: boolean;
  headers: readonly { name: string; value: string }[];
}

export const outboxViews = ['html', 'text', 'headers'] as const;
type OutboxView = (typeof outboxViews)[number];

export interface OutboxPageOptions {
  /** Newest first. */
  mails: readonly OutboxEntry[];
  /** The opened mail; the newest may be opened where nothing was chosen. */
  mail?: OutboxMail | undefined;
  view?: OutboxView | undefined;
}

/** The mails that would have left, as a mail program shows them. `/dev/outbox`, `/dev/outbox/:id?view=html|text|headers`, `/dev/outbox/:id/html`. */
export function outboxPage({ mails, mail, view = 'html' }: OutboxPageOptions): string {
  return shell({
    title: mail ? `${mail.subject} · Outbox` : 'Outbox',
    language: 'en',
    kind: 'outbox',
    skipLink: 'Skip to content',
    stylesheets: ['/assets/outbox.css'],
    header: developerHeader('outbox', true),
    main: html`<div class="outbox ${mail ? 'outbox-reading' : ''}">
      <section class="mail-list" aria-labelledby="outbox-title">
        ${listTitle(mails.length, mail !== undefined)}
        ${mails.length === 0 ? emptyList : mailList(mails, mail?.id)}
      </section>
      ${mail ? openMail(mail, view) : mails.length > 0 && nothingOpen}
    </div>`,
  });
}

/**
 * The HTML part as its own document, to be answered with `mailFramePolicy`. Links open beside the mail, because inside the frame
 * no page would let itself be shown.
 */
export function mailFrame(mailHtml: string): string {
  const base = '<base target="_blank">';
  const withBase = mailHtml.replace(/<head[^>]*>/i, (head) => head + base);
  return withBase === mailHtml ? `<!doctype html>${base}${mailHtml}` : withBase;
}

/** Content-Security-Policy of `/dev/outbox/:id/html`: a mail runs nothing and fetches nothing. Its X-Frame-Options must be SAMEORIGIN. */
export const mailFramePolicy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** The page's one h1 is what is read: the opened mail, or the list where none is. On a narrow screen only that one is shown. */
function listTitle(count: number, isMailOpen: boolean): Markup {
  const words = html`Outbox <span class="count">${count}</span>`;
  return isMailOpen ? html`<h2 id="outbox-title">${words}</h2>` : html`<h1 id="outbox-title">${words}</h1>`;
}

const emptyList = html`<div class="empty">
  <p><strong>No mail yet.</strong></p>
  <p>Send a message with the form on the <a href="/">demo page</a>, then reload this one.</p>
</div>`;

const nothingOpen = html`<div class="empty nothing-open"><p>Choose a mail to read it.</p></div>`;

function mailList(mails: readonly OutboxEntry[], openId: string | undefined): Markup {
  return html`<ul>
    ${mails.map(
      ({ id, to, subject, date }) =>
        html`<li>
          <a href="${address(id)}" ${id === openId && html`aria-current="true"`}>
            <span class="mail-to">${to}</span>
            ${time(date)}
            <span class="mail-subject">${subject}</span>
          </a>
        </li>`,
    )}
  </ul>`;
}

function openMail(mail: OutboxMail, view: OutboxView): Markup {
  return html`<article class="mail" aria-labelledby="mail-title">
    <p class="back"><a href="/dev/outbox">All mails</a></p>
    <header>
      <h1 id="mail-title">${mail.subject}</h1>
      <dl>
        <dt>From</dt>
        <dd>${mail.from}</dd>
        <dt>To</dt>
        <dd>${mail.to}</dd>
        <dt>Sent</dt>
        <dd>${time(mail.date)}</dd>
      </dl>
      <nav class="tabs" aria-label="Views of this mail">
        <ul>
          ${tab(mail.id, 'html', 'HTML', view)} ${tab(mail.id, 'text', 'Text', view)}
          ${tab(mail.id, 'headers', 'Headers', view)}
        </ul>
      </nav>
    </header>
    ${viewOf(mail, view)}
  </article>`;
}

function viewOf(mail: OutboxMail, view: OutboxView): Markup {
  if (view === 'headers') return headerTable(mail);
  if (view === 'text') {
    return html`<pre class="mail-text" tabindex="0" role="group" aria-label="Text part">
${linked(mail.text)}</pre>`;
  }
  if (!mail.hasHtml) return html`<p class="empty">This mail has no HTML part.</p>`;
  return html`<iframe
    src="${address(mail.id)}/html"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    referrerpolicy="no-referrer"
    title="The mail “${mail.subject}” as a mail program shows it"
  ></iframe>`;
}

function headerTable(mail: OutboxMail): Markup {
  return html`<div class="mail-headers" tabindex="0" role="group" aria-label="Headers">
    <table>
      <tbody>
        ${mail.headers.map(
          ({ name, value }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function tab(id: string, view: OutboxView, label: string, current: OutboxView): Markup {
  return html`<li>
    <a href="${address(id)}?view=${view}" ${view === current && html`aria-current="page"`}>${label}</a>
  </li>`;
}

function address(id: string): string {
  return `/dev/outbox/${encodeURIComponent(id)}`;
}

function time(date: Date): Markup {
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

/** The text part with its addresses made into links; the trailing dot of a sentence is none of theirs. */
function linked(text: string): readonly (Markup | string)[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part));
}
