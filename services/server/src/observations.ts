import { z } from 'zod';

/** Asked by `doctor` of the running server; not a command that a person types. */
export const observationsCommand = 'doctor:observations';

/** What only the running server can tell. */
export const Observations = z.object({
  instance: z.string(),
  deadJobs: z.number(),
  proxies: z.object({
    requests: z.number(),
    withForwardedFor: z.number(),
    /** The most addresses that one X-Forwarded-For held. */
    mostHops: z.number(),
  }),
});

export type Observations = z.infer<typeof Observations>;
export type ProxyObservations = Observations['proxies'];
