import type { MailCompiler } from './mail-compiler.ts';
import { oneLine } from './message.ts';
import { parsePlaceholders, renderPlaceholders, type Escape } from './placeholders.ts';

export interface MailTemplateSource {
  subject: string;
  mjml: string;
  text: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

export interface MailTemplate {
  /** Compiles now, so that the first mail need not wait. */
  prepare(): Promise<void>;
  /**
   * Fills the placeholders: escaped in HTML with line breaks kept, on one line in the subject, as they are in the text.
   *
   * @throws RangeError when a placeholder has no value, or a link's value is not http, https or mailto
   * @throws MailSourceError when the MJML does not compile
   */
  render(values: Readonly<Record<string, string>>): Promise<RenderedMail>;
}

/**
 * A mail with placeholders in its three parts: `{{name}}` for a value, `{{#name}}…{{/name}}` for a passage that is left
 * out when the value is empty. Compiled once, at the first use or at `prepare`.
 *
 * @throws RangeError when a passage is not closed
 */
export function template(source: MailTemplateSource, compiler: MailCompiler): MailTemplate {
  const subject = parsePlaceholders(source.subject);
  const text = parsePlaceholders(source.text);
  let compiled: ReturnType<typeof compile> | undefined;

  async function compile() {
    return parsePlaceholders(await compiler.compile(source.mjml));
  }

  function html() {
    compiled ??= compile().catch((error: unknown) => {
      // The next mail tries again: it may have been the thread and not the source.
      compiled = undefined;
      throw error;
    });
    return compiled;
  }

  return {
    async prepare() {
      await html();
    },
    async render(values) {
      return {
        subject: oneLine(renderPlaceholders(subject, values, (value) => value)),
        html: renderPlaceholders(await html(), values, htmlEscape),
        text: renderPlaceholders(text, values, plainText),
      };
    },
  };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const linkScheme = /^(?:https?|mailto):/i;

const htmlEscape: Escape = (value, context) => {
  if (context === 'link' && !linkScheme.test(value)) {
    throw new RangeError('the value of a link must begin with http:, https: or mailto:');
  }
  const escaped = withoutControls(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
  return context === 'text' ? escaped.replaceAll('\n', '<br>') : escaped;
};

const plainText: Escape = (value) => withoutControls(value);

/** Line breaks as \n and tabs stay; other control characters are not text. */
function withoutControls(value: string): string {
  return value.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '');
}
