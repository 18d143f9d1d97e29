const fieldName = 'frc-captcha-solution';
const patienceMilliseconds = 120_000;

/** What the form needs of `<foyer-captcha>`. */
export interface Captcha extends HTMLElement {
  reset?(): void;
}

export function captchaOf(form: HTMLFormElement): Captcha | null {
  return form.querySelector<Captcha>('foyer-captcha');
}

/** Whether there is something to send. Values that begin with a dot tell a state, such as `.UNSTARTED`. */
export function isSolved(form: HTMLFormElement): boolean {
  const solution = new FormData(form).get(fieldName);
  return typeof solution === 'string' && /^[^.]/.test(solution);
}

/** Waits for a visitor who was faster than the puzzle. Answers false when no solution will come. */
export function untilSolved(form: HTMLFormElement, captcha: Captcha): Promise<boolean> {
  return new Promise((resolve) => {
    if (isSolved(form)) return resolve(true);
    const settle = (): void => resolve(isSolved(form));
    captcha.addEventListener('foyer-captcha-solved', settle, { once: true });
    captcha.addEventListener('foyer-captcha-failed', settle, { once: true });
    setTimeout(settle, patienceMilliseconds);
  });
}
