import { html, type HtmlAnswer } from '@foyer/http';
import { z } from 'zod';

export const Scheme = z.enum(['light', 'dark']).optional().describe('as readers with this setting see it');
export type Scheme = z.infer<typeof Scheme>;

/**
 * A mail for a frame of the desk. Whatever stands in it, nothing runs, nothing is sent, and only pictures of the library are
 * shown: the frame is a sandbox by its own policy, also when somebody opens it in a window.
 */
export function previewPage(mail: string, publicUrl: string, scheme: Scheme): HtmlAnswer<200> {
  return html(inScheme(mail, scheme), {
    status: 200,
    contentSecurityPolicy: [
      "default-src 'none'",
      `img-src 'self' ${new URL(publicUrl).origin}`,
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox',
    ].join('; '),
    headers: { 'referrer-policy': 'no-referrer' },
  });
}

/** A frame has the reader's own scheme; the other one is shown by answering the question in its place. */
function inScheme(mail: string, scheme: Scheme): string {
  if (scheme === undefined) return mail;
  return mail.replaceAll(
    /\(\s{0,9}prefers-color-scheme\s{0,9}:\s{0,9}(dark|light)\s{0,9}\)/gi,
    (_whole, wanted: string) => (wanted.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)'),
  );
}
