import { ask } from './ask.ts';
import {
  anything,
  flag,
  list,
  moment,
  nothing,
  nullable,
  number,
  shape,
  text,
  withDefault,
  type Decoded,
} from './decode.ts';

const decodeColleague = shape({ id: text, name: text });
export type Colleague = Decoded<typeof decodeColleague>;

const STAFF = '/desk/api/staff';
const ME = `${STAFF}/me`;

export const readColleagues = (): Promise<Colleague[]> => ask(`${STAFF}/colleagues`, list(decodeColleague));

const decodeMe = shape({
  id: text,
  name: text,
  email: text,
  roles: list(text),
  hasPassword: withDefault(flag, true),
  hasTotp: withDefault(flag, false),
  recoveryCodesLeft: withDefault(number, 0),
});
export type OwnAccount = Decoded<typeof decodeMe>;
export const readOwnAccount = (signal?: AbortSignal): Promise<OwnAccount> => ask(ME, decodeMe, { signal });

const decodeSession = shape({
  id: text,
  isCurrent: flag,
  program: withDefault(text, ''),
  method: withDefault(text, ''),
  createdAt: moment,
  lastSeenAt: moment,
});
export type StaffSession = Decoded<typeof decodeSession>;
export const readSessions = async (signal?: AbortSignal): Promise<StaffSession[]> =>
  (await ask(`${ME}/sessions`, shape({ items: list(decodeSession) }), { signal })).items;
export const endSession = (id: string): Promise<undefined> =>
  ask(`${ME}/sessions/${id}`, nothing, { method: 'DELETE' });
export const endOtherSessions = (): Promise<undefined> =>
  ask(`${ME}/sessions`, nothing, { method: 'DELETE' });

export const changePassword = (body: { current: string; next: string }): Promise<undefined> =>
  ask(`${ME}/password`, nothing, { method: 'POST', body });

export const startTotp = (): Promise<{ secret: string; uri: string }> =>
  ask(`${ME}/totp`, shape({ secret: text, uri: text }), { method: 'POST' });
export const confirmTotp = (code: string): Promise<{ recoveryCodes: string[] }> =>
  ask(`${ME}/totp/confirm`, shape({ recoveryCodes: list(text) }), { method: 'POST', body: { code } });

/** What shows that it is the owner of the account who asks, before what could lock them out. */
export type Proof = { password: string } | { code: string };

export const removeTotp = (proof: Proof): Promise<undefined> =>
  ask(`${ME}/totp`, nothing, { method: 'DELETE', body: proof });
export const renewRecoveryCodes = (proof: Proof): Promise<{ recoveryCodes: string[] }> =>
  ask(`${ME}/recovery-codes`, shape({ recoveryCodes: list(text) }), { method: 'POST', body: proof });

const decodePasskey = shape({ id: text, name: text, createdAt: moment, lastUsedAt: nullable(moment) });
export type Passkey = Decoded<typeof decodePasskey>;
export const readPasskeys = async (signal?: AbortSignal): Promise<Passkey[]> =>
  (await ask(`${ME}/passkeys`, shape({ items: list(decodePasskey) }), { signal })).items;
export const newPasskeyOptions = (): Promise<unknown> =>
  ask(`${ME}/passkeys/options`, anything, { method: 'POST' });
export const addPasskey = (body: { name: string; response: unknown }): Promise<unknown> =>
  ask(`${ME}/passkeys`, anything, { method: 'POST', body });
export const removePasskey = (id: string): Promise<undefined> =>
  ask(`${ME}/passkeys/${encodeURIComponent(id)}`, nothing, { method: 'DELETE' });

const decodeMember = shape({
  id: text,
  name: text,
  email: text,
  roles: list(text),
  isDisabled: flag,
  hasTotp: withDefault(flag, false),
  isInvited: withDefault(flag, false),
  lastSignInAt: nullable(moment),
});
export type Member = Decoded<typeof decodeMember>;
export const readMembers = (
  cursor?: string,
  signal?: AbortSignal,
): Promise<{ items: Member[]; nextCursor: string | null }> =>
  ask(
    `${STAFF}/members${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    shape({ items: list(decodeMember), nextCursor: nullable(text) }),
    { signal },
  );
export const inviteMember = (body: {
  email: string;
  name: string;
  roles: readonly string[];
}): Promise<{ invitationUrl: string }> =>
  ask(`${STAFF}/members`, shape({ invitationUrl: text }), { method: 'POST', body });
export const changeMember = (
  id: string,
  body: { roles?: readonly string[]; isDisabled?: boolean; name?: string },
): Promise<unknown> => ask(`${STAFF}/members/${id}`, anything, { method: 'PATCH', body });
export const inviteAgain = (id: string): Promise<{ invitationUrl: string }> =>
  ask(`${STAFF}/members/${id}/invitation`, shape({ invitationUrl: text }), { method: 'POST' });

export const removeSecondFactor = (id: string, isWithPasskeys: boolean): Promise<unknown> =>
  ask(`${STAFF}/members/${id}/second-factor?passkeys=${isWithPasskeys}`, anything, { method: 'DELETE' });

export const roles = ['administrator', 'agent', 'marketing', 'privacy_officer'] as const;
