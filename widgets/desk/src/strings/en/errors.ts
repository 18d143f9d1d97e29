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
  newsletter_conflict: ['Somebody else has changed it meanwhile.', 'Look at it again and repeat it.', 'own'],
  campaign_started: ['The campaign was started.', 'It cannot be changed any more.', 'own'],
  campaign_not_released: ['The campaign is not released.', 'A second person has to release it first.', 'own'],
  release_own_work: ['A release needs a second person.', 'Somebody who wrote nothing of it has to do it.'],
  preflight_failed: ['The mail cannot be sent like this.', 'Look at what is found, and repair it.', 'own'],
  content_changed: ['The mail has changed since you looked at it.', 'Look at it again.', 'own'],
  audience_empty: ['Nobody would get the mail.', 'Choose other topics, or wait for subscribers.', 'own'],
  schedule_invalid: ['It cannot be started then.', 'Choose another time.'],
  mail_not_compiled: ['The mail cannot be shown yet.', 'Repair what is found in its MJML first.', 'own'],
  test_not_sent: ['The mail server did not take the test mail.', 'Ask who keeps the mail server.'],
  template_in_use: [
    'A campaign is made of the template.',
    'Choose another one for that campaign first.',
    'own',
  ],
  part_name_taken: ['Another shared part has this name.', 'Choose another name.', 'own'],
  image_not_readable: ['The file is no picture that mail programs show.', 'PNG, JPEG, GIF and WebP are.'],
  image_limit: ['The image library is full.', 'Delete pictures that nothing shows any more.'],
  image_in_use: ['The picture is in use.', 'A campaign, template or part shows it.', 'own'],
  topic_exists: ['There is a topic with this short name.', 'Choose another one.', 'own'],
  topic_in_use: ['Somebody has subscribed to this topic.', 'Close it to new subscribers instead.', 'own'],
  topic_changed: [
    'Somebody else has changed the topic.',
    'Close this, look at it and change it again.',
    'own',
  ],
  import_running: ['Another import is running.', 'Wait until it is finished.', 'own'],
  sending_state: ['It is too late for that.', 'Look at how the campaign stands now.', 'own'],
  deliveries_forgotten: ['Who got it is not kept any more.', 'Only the numbers are left.', 'own'],
  not_claimed: ['The call is not yours any more.', 'Claim it again, if nobody else has.', 'own'],
};

const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

function waitWords(seconds: number): string {
  return seconds < 90
    ? count(Math.ceil(seconds), 'second', 'seconds')
    : count(Math.ceil(seconds / 60), 'minute', 'minutes');
}
