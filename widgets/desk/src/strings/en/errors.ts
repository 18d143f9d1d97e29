import type { ApiError } from '../../api/api-error.ts';
import { count } from './count.ts';

export const errors = {
  forbidden: {
    title: 'You are not allowed to see this',
    next: 'Your roles do not include it. An administrator can change that under Settings, Staff.',
  },
  of: (error: ApiError): { title: string; next: string } => {
    switch (error.failure) {
      case 'offline':
        return {
          title: 'No connection.',
          next: 'Check the network and try again. Nothing you typed is lost.',
        };
      case 'timeout':
        return { title: 'The server took too long.', next: 'It may be busy. Try again in a moment.' };
      case 'unreadable':
        return {
          title: 'The answer could not be understood.',
          next: 'Load the page again; if it stays, tell your administrator.',
        };
      case 'problem':
        return ofProblem(error);
      default:
        return error.failure satisfies never;
    }
  },
};

function ofProblem(error: ApiError): { title: string; next: string } {
  const known = problems[error.code];
  if (known !== undefined)
    return {
      title: known[0],
      next: error.detail === '' || known[2] === 'own' ? known[1] : sentence(error.detail),
    };
  if (error.status === 403) return errors.forbidden;
  if (error.status === 404)
    return {
      title: 'It is not there any more.',
      next: 'It may have been deleted or moved. Go back to the list.',
    };
  if (error.status === 409)
    return {
      title: 'Somebody else was faster.',
      next: sentence(error.detail) || 'Load the page again to see the present state.',
    };
  if (error.status === 422 || error.status === 400) {
    const first = error.errors[0];
    return {
      title: 'This cannot be saved yet.',
      next: sentence(first?.detail ?? error.detail) || 'Please check what you typed.',
    };
  }
  if (error.status === 429) {
    const seconds = error.retryAfterSeconds;
    return {
      title: 'Too many requests.',
      next:
        seconds === undefined
          ? 'Please wait a moment and try again.'
          : `Please try again in ${waitWords(seconds)}.`,
    };
  }
  return {
    title: 'The server could not do it.',
    next: 'Try again in a moment; if it stays, tell your administrator.',
  };
}

// Title, what to do, and own: the server's detail is for programs.
const problems: Readonly<Record<string, readonly [string, string, 'own'?]>> = {
  sign_in_failed: ['That did not match.', 'Check e-mail and password and try again.', 'own'],
  oidc_unavailable: ['The company sign-in does not answer.', 'Try again in a moment.'],
  oidc_answer_wrong: [
    'The company sign-in gave an answer that cannot be used.',
    'Try again; if it stays, tell your administrator.',
  ],
  oidc_refused: [
    'The company sign-in did not let you in.',
    'Try again, or ask an administrator of the desk whether your account is enabled.',
  ],
  oidc_expired: ['This sign-in took too long or began elsewhere.', 'Please begin again here.'],
  oidc_no_role: [
    'Your company account has no role here.',
    'Ask an administrator to put you into a group that has one.',
  ],
  oidc_no_email: [
    'Your company account has no confirmed e-mail address.',
    'Ask whoever keeps the company accounts to confirm it.',
  ],
  oidc_account_exists: [
    'There is an account of the desk with your e-mail address.',
    'Sign in with its password first; after that the company account opens it too.',
  ],
  sign_in_delayed: ['Too many attempts.', 'Please wait a little and try again.'],
  sign_in_busy: ['Many people are signing in.', 'Please try again in a moment.', 'own'],
  code_wrong: [
    'The code is not right.',
    'Wait for the next one and try again; check that the clock of your device is right.',
    'own',
  ],
  invitation_unknown: [
    'This link does not work any more.',
    'It was used or is too old. Ask an administrator for a new one.',
    'own',
  ],
  password_weak: ['The password is too easy to guess.', 'Please choose a longer or rarer one.'],
  password_wrong: ['The present password is not right.', 'Please type it again.', 'own'],
  email_taken: ['Somebody has this e-mail address already.', 'Look for the person in the list.', 'own'],
  last_administrator: ['Somebody has to be administrator.', 'Make a colleague administrator first.', 'own'],
  second_factor_not_asked: ['There is nothing to remove.', 'The account has no second factor.'],
  second_factor_own: ['This is your own second factor.', 'Switch it off under Your account.', 'own'],
  item_held: ['It is held.', 'Release it first.', 'own'],
  undo_gone: ['This cannot be undone any more.', 'A change can be undone once, within ten minutes.', 'own'],
  reply_not_failed: ['This reply is on its way or was sent already.', 'Nothing more is to be done.'],
  retry_refused: ['Another attempt cannot be planned for this time.', 'Please choose another time.'],
  request_closed: ['The request is closed.', 'Nothing more is to be done about it.', 'own'],
  request_being_refused: [
    'Somebody has proposed to refuse it.',
    'The refusal must be approved or taken back first.',
    'own',
  ],
  request_not_refused: ['The refusal was taken back.', 'Look at the request again.', 'own'],
  request_refused_alone: [
    'A refusal needs a second person.',
    'You have proposed it; a colleague has to approve it.',
    'own',
  ],
  link_impossible: [
    'There is no e-mail address.',
    'Tell them by telephone or letter, and do it without the mail.',
    'own',
  ],
  extension_too_long: ['It cannot be put off like this.', 'Choose another day.'],
  correction_refused: ['The data cannot be corrected like this.', 'Check the new values.'],
  hold_refused: ['This cannot be held.', 'Check what you typed.'],
  consent_text_conflict: [
    'Somebody has added a version meanwhile.',
    'Look at the newest version and add yours after it.',
    'own',
  ],
  not_claimed: ['The call is not yours any more.', 'Claim it again, if nobody else has.', 'own'],
};

const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

function waitWords(seconds: number): string {
  return seconds < 90
    ? count(Math.ceil(seconds), 'second', 'seconds')
    : count(Math.ceil(seconds / 60), 'minute', 'minutes');
}
