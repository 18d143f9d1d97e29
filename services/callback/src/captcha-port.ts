import type { Tx } from '@foyer/database';

/** What the captcha says of a solution; handed in by the server. */
export type CaptchaCheck =
  | {
      ok: true;
      issuedAt: Date;
      /** Marks the puzzle in the caller's transaction; false when it was used before. */
      spend(trx: Tx): Promise<boolean>;
    }
  | {
      ok: false;
      code: 'solution_missing' | 'solution_invalid' | 'solution_timeout_or_duplicate' | 'not_solved';
    };

export type CheckCaptcha = (solution: string, options: { siteKey?: string }) => Promise<CaptchaCheck>;
