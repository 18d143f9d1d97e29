import { AppError } from '@foyer/runtime';
import type { DataSubject, PersonalDataHolding } from '@foyer/service';
import { rightsError } from './errors.ts';
import type { Changes, Outcome } from './request.ts';

/**
 * Puts each field right wherever it is kept. A holding that has no such field leaves it out; the address comes last, for
 * by it the records are found.
 *
 * @throws AppError correction_refused when no holding takes a field although there are records
 */
export async function rectifySubject(
  subject: DataSubject,
  changes: Changes,
  holdings: readonly PersonalDataHolding[],
): Promise<Pick<Outcome, 'holdings' | 'fields'>> {
  const outcomes: Outcome['holdings'] = {};
  const fields: string[] = [];
  for (const field of ['name', 'phone', 'email'] as const) {
    const value = changes[field];
    if (value === undefined) continue;
    let corrected = 0;
    let refusal: AppError | undefined;
    for (const holding of holdings) {
      const found = (await holding.find(subject)).length;
      if (found === 0) continue;
      try {
        const done = await holding.correct(subject, { [field]: value });
        corrected += done;
        outcomes[holding.name] = {
          found,
          done: Math.max(done, outcomes[holding.name]?.done ?? 0),
          retained: [],
        };
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'correction_refused')) throw error;
        refusal = error;
      }
    }
    if (corrected === 0 && refusal !== undefined) {
      throw rightsError('correction_refused', refusal.detail, {
        cause: refusal,
        errors: [{ pointer: `/${field}`, code: 'invalid_format', detail: refusal.detail }],
      });
    }
    fields.push(field);
  }
  return { holdings: outcomes, fields };
}
