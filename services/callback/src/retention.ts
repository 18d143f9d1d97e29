import type { CallbackConfig } from './config.ts';
import { dayOf, daysAfter } from './dates.ts';
import type { Day } from './request.ts';

/**
 * The days on which a request goes: `retentionDays` after the last attempt, or after the slot that passed without one;
 * and never later than the last attempt that may be planned allows, which is the day the visitor is promised.
 *
 * @param base end of the slot; for "as soon as possible" the moment the request came
 */
export function retentionOf(base: Date, config: CallbackConfig): { deleteOn: Day; latestOn: Day } {
  return {
    deleteOn: dayOf(daysAfter(base, config.retentionDays)),
    latestOn: dayOf(daysAfter(base, config.retryDays + config.retentionDays)),
  };
}
