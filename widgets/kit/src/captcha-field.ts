/** What the form needs of `<foyer-captcha>`. */
export interface Captcha extends HTMLElement {
  readonly state: string;
  reset(): void;
}

/** solved: there is a solution. absent: none will come. unreachable: none yet, because the puzzle could not be fetched. */
export type CaptchaVerdict = 'solved' | 'absent' | 'unreachable';

export function captchaOf(form: HTMLFormElement): Captcha | null {
  return form.querySelector<Captcha>('foyer-captcha');
}

/** Waits for the end of the puzzle when the visitor was faster. It takes no time limit: the captcha offers a way around when it takes long. */
export function verdictOf(captcha: Captcha): Promise<CaptchaVerdict> {
  return new Promise((resolve) => {
    // Its script never came.
    if (captcha.matches(':not(:defined)') || captcha.state === 'skipped') return resolve('absent');
    if (captcha.state === 'solved') return resolve('solved');
    captcha.addEventListener('foyer-captcha-solved', () => resolve('solved'), { once: true });
    captcha.addEventListener(
      'foyer-captcha-failed',
      (event) => {
        const isUnreachable = 'detail' in event && Object(event.detail).code === 'puzzle_unavailable';
        resolve(isUnreachable ? 'unreachable' : 'absent');
      },
      { once: true },
    );
  });
}
