import { callbackForm, callbackStrings, type FormSettings } from '@foyer/callback-widget';
import { html } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import { languageSwitch } from './demo-page.ts';
import { pageStrings } from './page-strings.ts';
import { brand, shell } from './shell.ts';
import { type Site, siteFooter, siteOfDemo } from './site.ts';

export interface CallbackPageOptions extends FormSettings {
  language: Language;
  /** Site key of the demo page's own site. */
  siteKey: string;
  site?: Site;
}

/** The callback form as any company would embed it. */
export function callbackPage(options: CallbackPageOptions): string {
  const { language, site = siteOfDemo } = options;
  const strings = pageStrings[language];
  return shell({
    title: `${strings.callbackTitle} · ${site.companyName}`,
    language,
    kind: 'demo',
    skipLink: strings.skip,
    stylesheets: ['/assets/demo.css'],
    head: html`<meta name="description" content="${strings.callbackLede}" />
      <script type="module" src="/widgets/captcha.js"></script>
      <script type="module" src="/widgets/callback.js"></script>`,
    header: html`${brand(site.companyName, `/?lang=${language}`)}
      <nav class="site-nav" aria-label="${strings.navLabel}">
        <ul>
          <li><a href="/?lang=${language}#contact">${strings.navContact}</a></li>
          <li><a href="/demo/callback?lang=${language}" aria-current="page">${strings.navCallback}</a></li>
          <li><a href="/demo/newsletter?lang=${language}">${strings.navNewsletter}</a></li>
        </ul>
      </nav>
      ${languageSwitch(language, strings)}`,
    main: html`<div class="hero">
      <div class="hero-text">
        <p class="eyebrow">${strings.eyebrow}</p>
        <h1>${strings.callbackHeadline}</h1>
        <p class="lede">${strings.callbackLede}</p>
        <dl class="facts">
          ${strings.callbackFacts.map(
            (fact) =>
              html`<div>
                <dt>${fact.title}</dt>
                <dd>${fact.text}</dd>
              </div>`,
          )}
        </dl>
      </div>
      <section class="card form-card" id="callback" aria-labelledby="callback-title">
        <h2 id="callback-title">${strings.callbackFormTitle}</h2>
        <p class="quiet">${strings.callbackFormText}</p>
        <foyer-callback
          >${callbackForm({
            ...options,
            strings: callbackStrings[language],
            action: '/callback/requests',
          })}</foyer-callback
        >
      </section>
    </div>`,
    footer: siteFooter(site, strings),
  });
}
