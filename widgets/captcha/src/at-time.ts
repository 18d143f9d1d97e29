/**
 * Runs an action at a time of the wall clock. A timer alone is not enough: it stands still while the machine sleeps and in a page kept for
 * going back, so the clock is looked at again whenever the page is seen again.
 *
 * @param atMilliseconds on the scale of `Date.now()`, at most 24 days from now
 */
export function atTime(atMilliseconds: number, signal: AbortSignal, action: () => void): void {
  const done = new AbortController();
  const options = { signal: AbortSignal.any([signal, done.signal]) };
  const look = (): void => {
    if (options.signal.aborted || Date.now() < atMilliseconds) return;
    done.abort();
    action();
  };
  const timer = setTimeout(look, Math.max(0, atMilliseconds - Date.now()) + 1);
  options.signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener('visibilitychange', look, options);
  addEventListener('pageshow', look, options);
}
