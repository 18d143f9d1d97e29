import { markup as html } from '@foyer/http';
import type { VisitorPage } from './visitor-page.ts';

/** A page without any look, for tests of what stands in it. */
export function plainPage({ title, language, body, head = '' }: VisitorPage): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${{ html: head }}
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
