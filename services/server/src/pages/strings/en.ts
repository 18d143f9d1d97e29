import type { PageStrings } from '../page-strings.ts';

export const en: PageStrings = {
  skip: 'Skip to content',
  back: 'To the start page',
  fictional: 'Nordlicht Systems does not exist. This page shows Foyer at work.',
  problemTitle: 'That did not work',
  problemList: 'What to check',
  problemBack: 'Use your browser’s back button: your text is still in the form.',
  requestId: 'Number of this request',
  languageLabel: 'Language',
  navLabel: 'Main',
  navContact: 'Contact',
  navPromises: 'Our promises',
  navCallback: 'Callback',
  navNewsletter: 'Newsletter',
  privacy: 'Privacy notice',
  myData: 'Your data with us',
  eyebrow: 'Networks, servers, support',
  contact: {
    title: 'Contact',
    headline: 'Talk to the people who run your systems.',
    lede: 'We look after the infrastructure of four hundred companies between Rotterdam and Riga. Write to us: a person reads it, and a person answers.',
    facts: [
      { title: 'Answer', text: 'within one working day' },
      { title: 'Telephone', text: '+49 40 66969 140' },
      { title: 'Offices', text: 'Hamburg, Utrecht, Lille' },
    ],
    formTitle: 'Write to us',
    formText: 'A few lines are enough.',
  },
  callbackInvitation: 'Rather be called back?',
  callback: {
    title: 'Callback',
    headline: 'We call you, when it suits you.',
    lede: 'Choose a time, and the telephone rings then. You see the times on your own clocks, wherever you are.',
    facts: [
      { title: 'Plans change', text: 'Move or cancel it by the link in the mail' },
      { title: 'Your number', text: 'Used for this call, and for nothing else' },
      { title: 'Deleted', text: '30 days after our last attempt' },
    ],
    formTitle: 'Ask for a call',
    formText: 'It takes a minute.',
  },
  newsletter: {
    title: 'Newsletter',
    headline: 'News that you may stop at any time.',
    lede: 'Once a month what changes in networks and security, and nothing else. You choose the topics; the way out is in every mail.',
    facts: [
      { title: 'Twice asked', text: 'It only comes once you have confirmed it by mail' },
      { title: 'Not watched', text: 'Nobody counts whether you open it' },
      { title: 'One click', text: 'Unsubscribe at the foot of each one' },
    ],
    formTitle: 'Subscribe',
    formText: 'Three fields, and no more.',
  },
  promisesTitle: 'A form that keeps its word',
  promises: [
    {
      title: 'No riddles for people',
      text: 'No blurred letters and no traffic lights. While you type, your device does a little arithmetic; that keeps the machines out.',
    },
    {
      title: 'Nothing to accept',
      text: 'No cookies, nothing stored in your browser, nothing loaded from anyone else. So there is no banner to click away.',
    },
    {
      title: 'Deleted on a date',
      text: 'Before you send, you read what is kept, why, and until when. On that day it is gone, copies of mails included.',
    },
  ],
  developersTitle: 'For developers',
  developersText:
    'Send a message and look at what arrives: every mail that would have left lands in the outbox of this machine.',
  apiLink: 'API reference',
  openApiLink: 'OpenAPI document',
  outboxLink: 'Outbox',
};
