import { contactStrings, fieldSentence } from '@foyer/contact-widget';
import { html, type Markup } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import { pageStrings } from './page-strings.ts';
import { brand, shell } from './shell.ts';
import { type Site, siteFooter, siteOfDemo } from './site.ts';

export interface PageOptions {
  title: string;
  language: Language;
  /** HTML, already escaped: the insides of a card below the page's h1, which is the title. */
  body: string;
  /** HTML for the head, such as a meta robots. */
  head?: string;
  site?: Site;
}

/** The look of every page a visitor may land on besides the form: results, confirmations, questions with one button. */
export function renderPage({ title, language, body, head, site }: PageOptions): string {
  return plain({
    title,
    language,
    site,
    card: html`<h1>${title}</h1>
      ${trusted(body)}`,
    head: trusted(head ?? ''),
  });
}

export interface ProblemPageOptions {
  language: Language;
  /** Of the problem document; the page says "That did not work" without it. */
  title?: string;
  detail?: string;
  errors?: readonly { pointer: string; code: string; detail: string }[] | undefined;
  requestId?: string;
  site?: Site;
}

/** A problem document for people: what is wrong, what to do, and that the text is not lost. */
export function problemPage({
  language,
  title,
  detail,
  errors = [],
  requestId,
  site,
}: ProblemPageOptions): string {
  const strings = pageStrings[language];
  // Problem documents speak English: their own title and detail stand only on an English page, or where nothing else can be said.
  const isEnglish = language === 'en';
  const heading = (isEnglish && title) || strings.problemTitle;
  const sentence = ({
    pointer,
    code,
    detail: inEnglish,
  }: {
    pointer: string;
    code: string;
    detail: string;
  }) =>
    fieldSentence(contactStrings[language], pointer, code) ||
    html`<span lang="en">${pointer.slice(1)} ${inEnglish}</span>`;
  return plain({
    title: heading,
    language,
    site,
    card: html`<h1>${heading}</h1>
      ${detail && (isEnglish || errors.length === 0) && html`<p class="lede" lang="en">${detail}</p>`}
      ${
        errors.length > 0 &&
        html`<h2>${strings.problemList}</h2>
          <ul class="problem-list">
            ${errors.map((error) => html`<li>${sentence(error)}</li>`)}
          </ul>
          <p>${strings.problemBack}</p>`
      }
      ${requestId && html`<p class="quiet">${strings.requestId}: <code>${requestId}</code></p>`}`,
    head: html`<meta name="robots" content="noindex" />`,
  });
}

interface Plain {
  title: string;
  language: Language;
  site: Site | undefined;
  card: Markup;
  head: Markup;
}

function plain({ title, language, site = siteOfDemo, card, head }: Plain): string {
  const strings = pageStrings[language];
  return shell({
    title: `${title} · ${site.companyName}`,
    language,
    kind: 'plain',
    skipLink: strings.skip,
    header: brand(site.companyName, `/?lang=${language}`),
    main: html`<div class="card">${card}</div>
      <p class="after-card"><a href="/?lang=${language}">${strings.back}</a></p>`,
    footer: siteFooter(site, strings),
    head,
  });
}

function trusted(markup: string): Markup {
  return { markup, toString: () => markup };
}
