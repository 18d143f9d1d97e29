import { type Language, negotiateLanguage } from './language.ts';

/** The language of the text around an element: its nearest `lang`, and only where the page says nothing the browser's wishes. */
export function pageLanguage(element: Element): Language {
  const lang = element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  return negotiateLanguage(lang ? [lang] : navigator.languages);
}
