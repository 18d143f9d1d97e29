import { html, type Markup } from '@foyer/kit/markup';
import type { Language } from '@foyer/kit/language';

export interface ShellOptions {
  title: string;
  language: Language;
  /** Class of the body: what kind of page this is. */
  kind: 'demo' | 'plain' | 'docs' | 'outbox';
  skipLink: string;
  header: Markup;
  main: Markup;
  footer?: Markup;
  /** Files under /assets/ besides pages.css. */
  stylesheets?: readonly string[];
  head?: Markup;
}

/** The document around every page. No inline script and no inline style: it lives under `default-src 'self'`. */
export function shell(options: ShellOptions): string {
  const sheets = ['/widgets/foyer.css', '/assets/pages.css', ...(options.stylesheets ?? [])];
  return String(
    html`<!doctype html>
      <html lang="${options.language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${options.title}</title>
          <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
          ${sheets.map((href) => html`<link rel="stylesheet" href="${href}" />`)} ${options.head}
        </head>
        <body class="page-${options.kind}">
          <a class="skip-link" href="#main">${options.skipLink}</a>
          <header class="site-header">${options.header}</header>
          <main id="main" tabindex="-1">${options.main}</main>
          ${options.footer && html`<footer class="site-footer">${options.footer}</footer>`}
        </body>
      </html>`,
  ).trimStart();
}

export function brand(name: string, href: string): Markup {
  return html`<a class="brand" href="${href}">
    <svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect class="brand-ground" width="32" height="32" rx="8" />
      <path class="brand-ray" d="M8 24V9.5l8 9.5V8" />
      <path class="brand-ray brand-ray-late" d="M16 24V14l8 9V8" />
    </svg>
    <span>${name}</span>
  </a>`;
}

/** The header of the pages for developers. */
export function developerHeader(current: 'docs' | 'outbox', hasOutbox: boolean): Markup {
  return html`${brand('Foyer', '/')}
    <nav class="site-nav" aria-label="Foyer">
      <ul>
        ${link('/', 'Demo', false)} ${link('/docs', 'API', current === 'docs')}
        ${hasOutbox && link('/dev/outbox', 'Outbox', current === 'outbox')}
      </ul>
    </nav>`;
}

function link(href: string, label: string, isCurrent: boolean): Markup {
  return html`<li><a href="${href}" ${isCurrent && html`aria-current="page"`}>${label}</a></li>`;
}
