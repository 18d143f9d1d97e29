import { contactForm, contactStrings, type FormSettings } from '@foyer/contact-widget';
import { html, type Markup } from '@foyer/kit/markup';
import { formPage, type FormPageOptions } from './form-page.ts';
import { pageStrings, type PageStrings } from './page-strings.ts';

export interface DemoPageOptions extends FormPageOptions, FormSettings {
  /** Whether /dev/outbox is there to link to. */
  hasOutbox: boolean;
}

/** The start page: a company that does not exist, and the contact form as any company would embed it. */
export function demoPage(options: DemoPageOptions): string {
  const { language } = options;
  const strings = pageStrings[language];
  const form = contactForm({ ...options, strings: contactStrings[language], action: '/contact/messages' });
  return formPage(
    options,
    {
      name: 'contact',
      element: html`<foyer-contact>${form}</foyer-contact>`,
      invitation: html`<a href="/demo/callback?lang=${language}">${strings.callbackInvitation}</a>`,
    },
    {
      links: html`<li><a href="#promises">${strings.navPromises}</a></li>`,
      sections: html`${promises(strings)} ${developers(options, strings)}`,
    },
  );
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
