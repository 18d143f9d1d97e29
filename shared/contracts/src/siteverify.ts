import { z } from 'zod';

/** All optional: what is missing is answered with the protocol's own codes, not with a problem. */
export const SiteverifyRequest = z
  .object({
    solution: z.string().max(8192).optional(),
    secret: z.string().max(200).optional(),
    sitekey: z.string().max(200).optional(),
  })
  .meta({ id: 'SiteverifyRequest' });
export type SiteverifyRequest = z.output<typeof SiteverifyRequest>;

export const SiteverifyCode = z
  .enum([
    'secret_missing',
    'secret_invalid',
    'solution_missing',
    'bad_request',
    'solution_invalid',
    'solution_timeout_or_duplicate',
  ])
  .meta({ id: 'SiteverifyCode' });
export type SiteverifyCode = z.output<typeof SiteverifyCode>;

export const SiteverifyResponse = z
  .object({
    success: z.boolean(),
    errors: z.array(SiteverifyCode).optional(),
    details: z.string().optional(),
  })
  .meta({ id: 'SiteverifyResponse' });
export type SiteverifyResponse = z.output<typeof SiteverifyResponse>;
