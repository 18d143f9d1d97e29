import { markup as html, type SafeHtml } from '@foyer/http';
import type { Language } from './language.ts';

/** What a service shows a visitor; the server draws the frame around it. */
export interface VisitorPage {
  title: string;
  language: Language;
  /** HTML below the heading, which is the title. */
  body: string;
  /** HTML for the head. */
  head?: string;
}

/** A page for its reader alone, which no search engine lists. */
export function visitorPage(
  language: Language,
  title: string,
  parts: readonly (SafeHtml | false)[],
  head: SafeHtml | false = false,
): VisitorPage {
  const robots = '<meta name="robots" content="noindex" />';
  return {
    title,
    language,
    body: parts.flatMap((part) => (part === false ? [] : part.html)).join('\n'),
    head: head === false ? robots : robots + head.html,
  };
}

export const lede = (text: string): SafeHtml => html`<p class="lede">${text}</p>`;

/** A form that is only its button. */
export function button(action: string, label: string, isQuiet = false): SafeHtml {
  return html`<form method="post" action="${action}">
    <button class="foyer-button${isQuiet && html` foyer-button-quiet`}">${label}</button>
  </form>`;
}
