import { html, type Markup } from '@foyer/kit/markup';
import type { PageStrings } from './page-strings.ts';

/** Whose pages these are: COMPANY_NAME and PRIVACY_URL of the configuration. */
export interface Site {
  companyName: string;
  privacyUrl?: string | undefined;
}

/** Nobody configured a company yet: the invented one, which says that it is. */
export const siteOfDemo: Site = { companyName: 'Nordlicht Systems' };

export function siteFooter({ companyName, privacyUrl }: Site, strings: PageStrings): Markup {
  return html`<p>${companyName === siteOfDemo.companyName ? strings.fictional : companyName}</p>
    ${privacyUrl && html`<p><a href="${privacyUrl}">${strings.privacy}</a></p>`}
    <p><a href="/my-data">${strings.myData}</a></p>`;
}
