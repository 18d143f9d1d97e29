import { RefusedLinkRequest } from '@foyer/contracts';
import { markup as html, type RequestFacts, type SafeHtml } from '@foyer/http';
import { languageFor, type Language } from './language.ts';
import { lede, visitorPage, type VisitorPage } from './visitor-page.ts';

interface AskForLinkWords {
  title: string;
  text: string;
  email: string;
  hint: string;
  button: string;
  wrongEmail: string;
  wrongCaptcha: string;
}

interface AskForLinkOptions {
  /** Prefix of the ids of its field. */
  id: string;
  action: string;
  siteKey: string;
  problem?: 'email' | 'captcha' | undefined;
  /** What was typed before. */
  email?: string | undefined;
  /** Inside the form, below its button. */
  notice?: SafeHtml;
  /** Below the form. */
  more?: SafeHtml;
}

/** The page where people give their address to have a link sent to it. */
export function askForLinkPage(
  language: Language,
  words: AskForLinkWords,
  { id, action, siteKey, problem, email = '', notice, more }: AskForLinkOptions,
): VisitorPage {
  const isWrong = problem === 'email';
  return visitorPage(
    language,
    words.title,
    [
      problem === 'captcha' && html`<p class="foyer-alert" role="alert">${words.wrongCaptcha}</p>`,
      lede(words.text),
      html`<form class="foyer-form" method="post" action="${action}">
        <input type="hidden" name="language" value="${language}" />
        <div class="foyer-field">
          <label class="foyer-label" for="${id}-email">${words.email}</label>
          <p class="foyer-hint" id="${id}-email-hint">${words.hint}</p>
          <input
            class="foyer-input"
            id="${id}-email"
            name="email"
            type="email"
            autocomplete="email"
            required
            maxlength="254"
            value="${email}"
            aria-describedby="${id}-email-hint${isWrong && html` ${id}-email-error`}"
            ${isWrong && html`aria-invalid="true"`}
          />
          ${isWrong && html`<p class="foyer-error" id="${id}-email-error">${words.wrongEmail}</p>`}
        </div>
        <foyer-captcha sitekey="${siteKey}"></foyer-captcha>
        <div class="foyer-actions"><button class="foyer-button">${words.button}</button></div>
        ${notice}
      </form>`,
      more ?? false,
    ],
    html`<script type="module" src="/widgets/captcha.js"></script>`,
  );
}

/** What the page shows once more when what was sent from it was refused. */
export function refusedLinkRequest(
  error: { code: string },
  request: Pick<RequestFacts, 'acceptsLanguage'> & { body?: unknown },
): { language: Language; problem: 'email' | 'captcha'; email: string | undefined } {
  const { language, email } = RefusedLinkRequest.parse(request.body);
  return {
    language: languageFor(language, request.acceptsLanguage),
    problem: error.code === 'captcha_unsolved' ? 'captcha' : 'email',
    email,
  };
}
