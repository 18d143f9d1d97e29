/** Failed attempts of the last hour. */
export interface Failures {
  /** For this account from this network. */
  own: number;
  newestOwn: Date | null;
  /** For this account from anywhere. */
  account: number;
  /** From this network, for all accounts. */
  network: number;
  newestNetwork: Date | null;
}

export const failureWindowSeconds = 3600;

const maxSeconds = 900;
const freeTries = 5;
const accountUnderAttack = 30;
const networkAtWork = 50;

/**
 * Seconds until the next attempt is looked at; 0 for now.
 *
 * Strangers must not be able to lock somebody out. So the delay grows with what this network did to this account; and when
 * an account is tried from many networks at once, only those wait longer that failed before. Who comes from a network of
 * their own is let through to the password at once.
 */
export function delaySeconds(failures: Failures, now: Date): number {
  const { own, newestOwn, account, network, newestNetwork } = failures;
  const forOwn = own < freeTries ? 0 : Math.min(5 * 2 ** (own - freeTries), maxSeconds);
  const underAttack =
    account >= accountUnderAttack && own > 0 ? Math.min(60 * 2 ** (own - 1), maxSeconds) : 0;
  // One network through all the accounts. A whole office may sit behind it, so this stays short.
  const forNetwork = network < networkAtWork ? 0 : 10;
  return Math.max(left(newestOwn, Math.max(forOwn, underAttack), now), left(newestNetwork, forNetwork, now));
}

function left(since: Date | null, seconds: number, now: Date): number {
  if (since === null || seconds === 0) return 0;
  return Math.max(0, Math.ceil((since.getTime() - now.getTime()) / 1000 + seconds));
}
