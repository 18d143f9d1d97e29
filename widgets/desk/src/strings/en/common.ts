import { errors } from './errors.ts';

/** What every page needs; it is loaded first. */
export const common = {
  appName: 'Foyer',
  navigation: 'Main',
  notices: 'Notices',
  skipToMain: 'Skip to content',
  loading: 'Loading…',
  tryAgain: 'Try again',
  loadMore: 'Load more',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  discard: 'Discard changes',
  edit: 'Edit',
  remove: 'Remove',
  next: 'Continue',
  done: 'Done',
  undo: 'Undo',
  dismiss: 'Dismiss',
  copy: 'Copy',
  copied: 'Copied',
  haveKeptIt: 'I have kept it',
  asTable: 'Show as a table',
  time: 'Time',
  nobody: 'Nobody',
  formerColleague: 'Former colleague',
  disconnected:
    'No connection to the server. What you see may be old; it updates as soon as the connection is back.',

  openItems: 'Open',

  pages: {
    inbox: 'Inbox',
    callbacks: 'Callbacks',
    captcha: 'Captcha',
    newsletter: 'Newsletter',
    privacy: 'Privacy',
    settings: 'Settings',
  },

  outdated: {
    title: 'This page was updated',
    text: 'A newer version of the desk is on the server. Load the page again to go on.',
    reload: 'Load again',
  },
  noSuchPage: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or what it led to is gone.',
    home: 'Go to the start',
  },

  person: {
    you: 'You',
    account: 'Your account',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
    themes: { system: 'Colours of the system', light: 'Light', dark: 'Dark' },
  },
  errors,
};
