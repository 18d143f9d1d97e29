import { defineErrors } from '@foyer/runtime';

export const passkeyError = defineErrors({
  passkey_refused: { status: 422, title: 'This passkey cannot be kept' },
  passkey_known: { status: 409, title: 'This passkey is kept already' },
  too_many_passkeys: { status: 409, title: 'An account has at most twenty passkeys' },
  passkey_unknown: { status: 404, title: 'No such passkey' },
});
