import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import { challengeMilliseconds, type PasskeyChallenges } from './passkey-challenge.ts';
import { passkeyError } from './passkey-errors.ts';
import { challengeIn } from './passkey-response.ts';
import { maxPasskeys, type Passkey, type PasskeyStore } from './passkey-store.ts';
import type { StartedSession, StartSession } from './sign-in.ts';

// ES256, EdDSA and RS256, by their numbers of COSE: every authenticator has one of them.
const algorithms = [-7, -8, -257];

// Loaded when the first passkey is used: that is a tenth of a second which each start would pay for.
const webAuthn = async () => await import('@simplewebauthn/server');

/** Somebody signed in; a challenge of theirs counts in this session only. */
interface Holder {
  staffId: string;
  sessionId: string;
  name: string;
  email: string;
}

export interface Passkeys {
  registrationOptions(holder: Holder): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** @throws AppError passkey_refused, passkey_known or too_many_passkeys */
  register(holder: Holder, name: string, response: RegistrationResponseJSON): Promise<Passkey>;
  signInOptions(): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** @throws AppError sign_in_failed, whatever the reason */
  signIn(
    response: AuthenticationResponseJSON,
    headers: IncomingHttpHeaders,
  ): Promise<{ staffId: string; session: StartedSession }>;
  list(staffId: string): Promise<Passkey[]>;
  /** @throws AppError passkey_unknown */
  remove(staffId: string, id: string): Promise<void>;
}

export function createPasskeys(deps: {
  db: Database;
  clock: Clock;
  publicUrl: string;
  companyName: string;
  store: PasskeyStore;
  challenges: PasskeyChallenges;
  accounts: AccountStore;
  startSession: StartSession;
  audit: Audit;
}): Passkeys {
  const { db, clock, companyName, store, challenges, accounts, startSession, audit } = deps;
  const { origin, hostname: rpID } = new URL(deps.publicUrl);

  return {
    registrationOptions: async (holder) => {
      const kept = await store.list(db, holder.staffId);
      const { generateRegistrationOptions } = await webAuthn();
      return await generateRegistrationOptions({
        rpName: companyName,
        rpID,
        userID: handleOf(holder.staffId),
        userName: holder.email,
        userDisplayName: holder.name,
        challenge: bytesOf(challenges.make(purposeOf(holder))),
        timeout: challengeMilliseconds,
        supportedAlgorithmIDs: algorithms,
        // Which make of key somebody uses is nobody's business.
        attestationType: 'none',
        excludeCredentials: kept.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
    },

    register: async (holder, name, response) => {
      const challenge = challengeIn(response);
      if (challenge === undefined || !challenges.isValid(challenge, purposeOf(holder))) {
        throw passkeyError('passkey_refused', 'this took too long: begin again');
      }
      const { verifyRegistrationResponse } = await webAuthn();
      const verified = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }).catch((error: unknown) => {
        throw passkeyError('passkey_refused', 'the answer of the browser cannot be used', { cause: error });
      });
      if (!verified.verified) throw passkeyError('passkey_refused');
      const { credential } = verified.registrationInfo;
      const now = clock.now();
      const passkey = {
        id: uuidv7(now),
        accountId: holder.staffId,
        credentialId: credential.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: credential.transports ?? [],
        name,
        createdAt: now,
      };
      await db.transaction().execute(async (trx) => {
        if (!(await challenges.spend(trx, challenge))) throw passkeyError('passkey_refused');
        // Locked, so that two at once are counted one after the other.
        if ((await accounts.lock(trx, holder.staffId)) === undefined) throw passkeyError('passkey_refused');
        if ((await store.list(trx, holder.staffId)).length >= maxPasskeys) {
          throw passkeyError('too_many_passkeys', 'remove one that you do not use any more');
        }
        if (!(await store.insert(trx, passkey))) throw passkeyError('passkey_known');
        await note(trx, holder.staffId, 'staff.add_passkey', passkey.id);
      });
      return { ...passkey, lastUsedAt: null };
    },

    signInOptions: async () => {
      const { generateAuthenticationOptions } = await webAuthn();
      return await generateAuthenticationOptions({
        rpID,
        challenge: bytesOf(challenges.make('sign_in')),
        timeout: challengeMilliseconds,
        userVerification: 'required',
      });
    },

    signIn: async (response, headers) => {
      const challenge = challengeIn(response);
      if (challenge === undefined || !challenges.isValid(challenge, 'sign_in')) {
        throw staffError('sign_in_failed', 'this took too long: begin again');
      }
      const passkey = await store.findByCredential(response.id);
      if (passkey === undefined) throw staffError('sign_in_failed', 'this passkey is not known here');
      const counter = await counterOf(response, challenge, passkey);
      const outcome = await db.transaction().execute(async (trx) => {
        if (!(await challenges.spend(trx, challenge))) return 'spent';
        if (!(await store.noteUse(trx, passkey.id, { counter, now: clock.now() }))) {
          await note(trx, passkey.accountId, 'staff.refuse_passkey', passkey.id);
          return 'copied';
        }
        return await startSession(trx, { staffId: passkey.accountId, method: 'passkey', headers });
      });
      if (outcome === 'spent') throw staffError('sign_in_failed', 'this was used before: begin again');
      if (outcome === 'copied') {
        throw staffError(
          'sign_in_failed',
          'this passkey seems to have been copied: remove it from your account',
        );
      }
      return { staffId: passkey.accountId, session: outcome };
    },

    list: (staffId) => store.list(db, staffId),

    remove: async (staffId, id) => {
      await db.transaction().execute(async (trx) => {
        if (!(await store.delete(trx, staffId, id))) throw passkeyError('passkey_unknown');
        await note(trx, staffId, 'staff.remove_passkey', id);
      });
    },
  };

  /** What the authenticator says, once its signature is right. */
  async function counterOf(
    response: AuthenticationResponseJSON,
    challenge: string,
    { accountId, credentialId, publicKey }: Passkey,
  ): Promise<number> {
    const { userHandle } = response.response;
    const isTheirs = userHandle === undefined || userHandle === handleText(accountId);
    const { verifyAuthenticationResponse } = await webAuthn();
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      // The counter is compared where it is written, so that two at once cannot both pass.
      credential: { id: credentialId, publicKey, counter: 0 },
      requireUserVerification: true,
    }).catch((error: unknown) => {
      throw staffError('sign_in_failed', undefined, { cause: error });
    });
    if (!verified.verified || !isTheirs) throw staffError('sign_in_failed');
    return verified.authenticationInfo.newCounter;
  }

  async function note(
    trx: Parameters<Audit>[0],
    staffId: string,
    action: string,
    passkeyId: string,
  ): Promise<void> {
    await audit(trx, {
      actorId: staffId,
      action,
      subject: `staff.account:${staffId}`,
      detail: { passkey: passkeyId },
    });
  }
}

function purposeOf({ staffId, sessionId }: Holder): string {
  return `register:${staffId}:${sessionId}`;
}

/** What a passkey calls its owner: the account's id, which says nothing to anybody else. */
function handleOf(staffId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(staffId.replaceAll('-', ''), 'hex'));
}

function handleText(staffId: string): string {
  return Buffer.from(handleOf(staffId)).toString('base64url');
}

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}
