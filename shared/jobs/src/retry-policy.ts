export interface RetryPolicy {
  /** Failures after which a job is dead. */
  maxAttempts: number;
  /** The longest wait after the first failure. */
  firstDelaySeconds: number;
  /** By how much the longest wait grows from failure to failure. */
  factor: number;
  /** The longest wait of all. */
  maxDelaySeconds: number;
}

/** Twelve attempts over about a day: on average the waits are 5 s, 12 s, 31 s, 78 s, … and together 21 hours. */
export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 12,
  firstDelaySeconds: 10,
  factor: 2.5,
  maxDelaySeconds: 86_400,
};

/**
 * How long to wait after the `failures`-th failure: exponential backoff with full jitter (M. Brooker, "Exponential Backoff
 * And Jitter", AWS Architecture Blog, 2015), so that what failed together is not tried again together.
 *
 * @param failures from 1
 * @param random uniform in [0, 1)
 * @returns seconds
 */
export function retryDelaySeconds(policy: RetryPolicy, failures: number, random: () => number): number {
  const longest = policy.firstDelaySeconds * policy.factor ** (failures - 1);
  return random() * Math.min(policy.maxDelaySeconds, longest);
}
