import { html, type Markup } from '@foyer/kit/markup';
import { languages, type Language } from '@foyer/kit/language';
import { languageNames, pageStrings, type PageStrings } from './page-strings.ts';
import { brand, shell } from './shell.ts';
import { type Site, siteFooter, siteOfDemo } from './site.ts';

export interface FormPageOptions {
  language: Language;
  /** Site key of the demo page's own site. */
  siteKey: string;
  site?: Site;
}

interface FormOfPage {
  name: 'contact' | 'callback' | 'newsletter';
  /** The element with the form in it. */
  element: Markup;
  /** Stands after what is said about the form. */
  invitation?: Markup;
}

/** What a page has besides its form: sections below it, and the links to them. */
interface More {
  sections: Markup;
  links: Markup;
}

/** A form as any company would embed it, in the frame that all of them stand in. */
export function formPage(
  { language, site = siteOfDemo }: FormPageOptions,
  form: FormOfPage,
  more?: More,
): string {
  const strings = pageStrings[language];
  const words = strings[form.name];
  return shell({
    title: `${words.title} · ${site.companyName}`,
    language,
    kind: 'demo',
    skipLink: strings.skip,
    stylesheets: ['/assets/demo.css'],
    head: html`<meta name="description" content="${words.lede}" />
      <script type="module" src="/widgets/captcha.js"></script>
      <script type="module" src="/widgets/${form.name}.js"></script>`,
    header: html`${brand(site.companyName, `/?lang=${language}`)}
      <nav class="site-nav" aria-label="${strings.navLabel}">
        <ul>
          <li>
            <a href="${form.name !== 'contact' && `/?lang=${language}`}#contact">${strings.navContact}</a>
          </li>
          ${linkTo('callback', strings.navCallback)} ${linkTo('newsletter', strings.navNewsletter)}
          ${more?.links}
        </ul>
      </nav>
      ${languageSwitch(language, strings)}`,
    main: html`${hero(form, strings)} ${more?.sections}`,
    footer: siteFooter(site, strings),
  });

  function linkTo(name: 'callback' | 'newsletter', label: string): Markup {
    return html`<li>
      <a href="/demo/${name}?lang=${language}" ${form.name === name && html`aria-current="page"`}>${label}</a>
    </li>`;
  }
}

function languageSwitch(current: Language, strings: PageStrings): Markup {
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

function hero({ name, element, invitation }: FormOfPage, strings: PageStrings): Markup {
  const words = strings[name];
  return html`<div class="hero">
    <div class="hero-text">
      <p class="eyebrow">${strings.eyebrow}</p>
      <h1>${words.headline}</h1>
      <p class="lede">${words.lede}</p>
      <dl class="facts">
        ${words.facts.map(
          (fact) =>
            html`<div>
              <dt>${fact.title}</dt>
              <dd>${fact.text}</dd>
            </div>`,
        )}
      </dl>
    </div>
    <section class="card form-card" id="${name}" aria-labelledby="${name}-title">
      <h2 id="${name}-title">${words.formTitle}</h2>
      <p class="quiet">${words.formText} ${invitation}</p>
      ${element}
    </section>
  </div>`;
}
