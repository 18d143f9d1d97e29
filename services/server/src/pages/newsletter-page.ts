import { html } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';
import { newsletterForm, newsletterStrings, type FormSettings } from '@foyer/newsletter-widget';
import { languageSwitch } from './demo-page.ts';
import { pageStrings } from './page-strings.ts';
import { brand, shell } from './shell.ts';
import { type Site, siteFooter, siteOfDemo } from './site.ts';

export interface NewsletterPageOptions extends FormSettings {
  language: Language;
  /** Site key of the demo page's own site. */
  siteKey: string;
  site?: Site;
}

/** The form of the newsletter as any company would embed it. */
export function newsletterPage(options: NewsletterPageOptions): string {
  const { language, site = siteOfDemo } = options;
  const strings = pageStrings[language];
  return shell({
    title: `${strings.newsletterTitle} · ${site.companyName}`,
    language,
    kind: 'demo',
    skipLink: strings.skip,
    stylesheets: ['/assets/demo.css'],
    head: html`<meta name="description" content="${strings.newsletterLede}" />
      <script type="module" src="/widgets/captcha.js"></script>
      <script type="module" src="/widgets/newsletter.js"></script>`,
    header: html`${brand(site.companyName, `/?lang=${language}`)}
      <nav class="site-nav" aria-label="${strings.navLabel}">
        <ul>
          <li><a href="/?lang=${language}#contact">${strings.navContact}</a></li>
          <li><a href="/demo/callback?lang=${language}">${strings.navCallback}</a></li>
          <li>
            <a href="/demo/newsletter?lang=${language}" aria-current="page">${strings.navNewsletter}</a>
          </li>
        </ul>
      </nav>
      ${languageSwitch(language, strings)}`,
    main: html`<div class="hero">
      <div class="hero-text">
        <p class="eyebrow">${strings.eyebrow}</p>
        <h1>${strings.newsletterHeadline}</h1>
        <p class="lede">${strings.newsletterLede}</p>
        <dl class="facts">
          ${strings.newsletterFacts.map(
            (fact) =>
              html`<div>
                <dt>${fact.title}</dt>
                <dd>${fact.text}</dd>
              </div>`,
          )}
        </dl>
      </div>
      <section class="card form-card" id="newsletter" aria-labelledby="newsletter-title">
        <h2 id="newsletter-title">${strings.newsletterFormTitle}</h2>
        <p class="quiet">${strings.newsletterFormText}</p>
        <foyer-newsletter
          >${newsletterForm({
            ...options,
            strings: newsletterStrings[language],
            action: '/newsletter/subscriptions',
          })}</foyer-newsletter
        >
      </section>
    </div>`,
    footer: siteFooter(site, strings),
  });
}
