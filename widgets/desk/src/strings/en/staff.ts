import { roleWords } from './roles.ts';

export const staff = {
  title: 'Staff',
  intro: 'Who may come in, and what they may do.',
  invite: 'Invite',
  makeInvitation: 'Make invitation',
  name: 'Name',
  nameMissing: 'Please enter a name.',
  email: 'E-mail',
  emailMissing: 'Please enter an e-mail address.',
  roles: 'Roles',
  roleMissing: 'Please choose at least one role.',
  role: (role: string) => roleWords[role]?.name ?? role,
  roleHint: (role: string) => roleWords[role]?.hint ?? '',
  editMember: (name: string) => `Edit ${name}`,
  neverSignedIn: 'never signed in',
  lastSignIn: (at: string) => `last signed in ${at}`,
  disabled: 'Disabled',
  invited: 'Invited',
  isDisabled: 'Disabled',
  isDisabledHint: 'Cannot sign in; all sessions end at once. What they did stays in the log.',
  newInvitation: 'New invitation link',
  lost: 'Lost access',
  lostHint: 'A new link lets them choose a new password. A lost second factor can be taken off.',
  removeSecondFactor: 'Remove second factor',
  removeSecondFactorTitle: (name: string) => `Remove the second factor of ${name}?`,
  removeSecondFactorText:
    'Their authenticator app and recovery codes stop working, all their sessions end, and a mail tells them. Until they set up a new one, their password alone opens the account.',
  removeSecondFactorSure:
    'Be sure that it is really them who ask: call them, or see them. It is written into the audit log.',
  withPasskeys: 'Remove their passkeys too',
  withPasskeysHint: 'When the device that holds them is lost or stolen.',
  secondFactorRemoved: (name: string) => `The second factor of ${name} is removed.`,
  invitationTitle: 'Hand over this link',
  invitationText:
    'It is shown this once and opens the account for whoever has it. Send it by a way that only this person reads.',
  invitationLink: 'Invitation link',
};
