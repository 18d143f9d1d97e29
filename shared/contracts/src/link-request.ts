import { z } from 'zod';
import { formFields } from './form-fields.ts';

/**
 * What somebody sends who wants a link sent to their address.
 *
 * @param isMailAddress whether mail can go there: the pattern lets a few addresses through that no mail server takes
 */
export function linkRequest(isMailAddress: (text: string) => boolean) {
  return z.object({
    email: z
      .string()
      .trim()
      .max(254)
      .refine((text) => z.email().safeParse(text).success && isMailAddress(text), {
        error: 'must be an e-mail address, like name@example.com',
        params: { code: 'invalid_format' },
      }),
    'frc-captcha-solution': formFields['frc-captcha-solution'],
    language: formFields.language,
  });
}

/** What can be told of one that was refused, to show the form once more. */
export const RefusedLinkRequest = z
  .object({
    language: z.string().optional().catch(undefined),
    email: z.string().max(254).optional().catch(undefined),
  })
  .catch({});
