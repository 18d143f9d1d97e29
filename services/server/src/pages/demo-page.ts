import { contactForm, contactStrings, type FormSettings } from '@foyer/contact-widget';
import { html, type Markup } from '@foyer/kit/markup';
import { languages, type Language } from '@foyer/kit/language';
import { languageNames, pageStrings, type PageStrings } from './page-strings.ts';
import { brand, shell } from './shell.ts';
import { type Site, siteFooter, siteOfDemo } from './site.ts';

export interface DemoPageOptions extends FormSettings {
  language: Language;
  /** Site key of the demo page's own site. */
  siteKey: string;
  /** Whether /dev/outbox is there to link to. */
  hasOutbox: boolean;
  site?: Site;
}

/** The start page: a company that does not exist, and the contact form as any company would embed it. */
export function demoPage(options: DemoPageOptions): string {
  const { language, site = siteOfDemo } = options;
  const strings = pageStrings[language];
  return shell({
    title: `${strings.title} · ${site.companyName}`,
    language,
    kind: 'demo',
    skipLink: strings.skip,
    stylesheets: ['/assets/demo.css'],
    head: html`<meta name="description" content="${strings.lede}" />
      <script type="module" src="/widgets/captcha.js"></script>
      <script type="module" src="/widgets/contact.js"></script>`,
    header: html`${brand(site.companyName, `/?lang=${language}`)}
      <nav class="site-nav" aria-label="${strings.navLabel}">
        <ul>
          <li><a href="#contact">${strings.navContact}</a></li>
          <li><a href="/demo/callback?lang=${language}">${strings.navCallback}</a></li>
          <li><a href="/demo/newsletter?lang=${language}">${strings.navNewsletter}</a></li>
          <li><a href="#promises">${strings.navPromises}</a></li>
        </ul>
      </nav>
      ${languageSwitch(language, strings)}`,
    main: html`${hero(options, strings)} ${promises(strings)} ${developers(options, strings)}`,
    footer: siteFooter(site, strings),
  });
}

export function languageSwitch(current: Language, strings: PageStrings): Markup {
  return html`<nav class="language-switch" aria-label="${strings.languageLabel}">
    <ul>
      ${languages.map(
        (language) =>
          html`<li>
            <a
              href="?lang=${language}"
              lang="${language}"
              hreflang="${language}"
              ${language === current && html`aria-current="true"`}
              >${language.toUpperCase()}<span class="for-screen-readers"> ${languageNames[language]}</span></a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function hero(options: DemoPageOptions, strings: PageStrings): Markup {
  const { language } = options;
  return html`<div class="hero">
    <div class="hero-text">
      <p class="eyebrow">${strings.eyebrow}</p>
      <h1>${strings.headline}</h1>
      <p class="lede">${strings.lede}</p>
      <dl class="facts">
        ${strings.facts.map(
          (fact) =>
            html`<div>
              <dt>${fact.title}</dt>
              <dd>${fact.text}</dd>
            </div>`,
        )}
      </dl>
    </div>
    <section class="card form-card" id="contact" aria-labelledby="contact-title">
      <h2 id="contact-title">${strings.formTitle}</h2>
      <p class="quiet">
        ${strings.formText}
        <a href="/demo/callback?lang=${language}">${strings.callbackInvitation}</a>
      </p>
      <foyer-contact
        >${contactForm({ ...options, strings: contactStrings[language], action: '/contact/messages' })}</foyer-contact
      >
    </section>
  </div>`;
}

function promises(strings: PageStrings): Markup {
  return html`<section class="promises" id="promises" aria-labelledby="promises-title">
    <h2 id="promises-title">${strings.promisesTitle}</h2>
    <ul>
      ${strings.promises.map(
        (promise) =>
          html`<li>
            <h3>${promise.title}</h3>
            <p>${promise.text}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function developers({ hasOutbox }: DemoPageOptions, strings: PageStrings): Markup {
  return html`<section class="developers" aria-labelledby="developers-title">
    <div>
      <h2 id="developers-title">${strings.developersTitle}</h2>
      <p>${strings.developersText}</p>
    </div>
    <ul>
      <li><a href="/docs">${strings.apiLink}</a></li>
      <li><a href="/openapi.json">${strings.openApiLink}</a></li>
      ${hasOutbox && html`<li><a href="/dev/outbox">${strings.outboxLink}</a></li>`}
    </ul>
  </section>`;
}
