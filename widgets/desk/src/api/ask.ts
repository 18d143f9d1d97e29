import { session, signInAgain } from '../session-state.ts';
import { createAsk } from './create-ask.ts';

/** Asks the server as the person who is signed in. */
export const ask = createAsk({
  fetch: (input, init) => fetch(input, init),
  csrfToken: () => session.value?.csrfToken ?? undefined,
  signInAgain,
});
