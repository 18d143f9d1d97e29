/**
 * A counter of two fixed windows that stands for a sliding one. `slot` numbers the current window since the epoch.
 *
 * The estimate is `current + previous × (share of the previous window that the sliding window still covers)`, as
 * Cloudflare describes it ("How we built rate limiting capable of scaling to millions of domains", 2017). It is exact
 * when the hits of the previous window came evenly. In the worst case it is wrong by `previous × max(share, 1 − share)`, so
 * never by more than the hits of one window; it counts a hit for at most two windows, and never forgets one of
 * the current window.
 */
export interface WindowState {
  slot: number;
  current: number;
  previous: number;
}

/** Moves the state on to `nowMs`. A clock that is behind the state (another process's is ahead) counts in the state's slot. */
export function advanced(state: WindowState, nowMs: number, windowMs: number): WindowState {
  const slot = Math.floor(nowMs / windowMs);
  if (slot <= state.slot) return state;
  return { slot, current: 0, previous: slot === state.slot + 1 ? state.current : 0 };
}

/** How many hits the window of `windowMs` before `nowMs` holds, estimated as above. `state` must be advanced to `nowMs`. */
export function estimate(state: WindowState, nowMs: number, windowMs: number): number {
  const elapsed = Math.max(0, nowMs - state.slot * windowMs) / windowMs;
  return state.current + state.previous * (1 - elapsed);
}

/** Whether the state can no longer add to any estimate. */
export function isExpired(state: WindowState, nowMs: number, windowMs: number): boolean {
  return nowMs >= (state.slot + 2) * windowMs;
}
