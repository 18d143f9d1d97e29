import { markup as html } from '@foyer/http';
import type { Page } from './pages.ts';

/** A page without any look, for a server that gives none. */
export function plainPage({ title, language, body }: Page): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${{ html: body }}
        </main>
      </body>
    </html>`.html;
}
