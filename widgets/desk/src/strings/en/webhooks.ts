import { count } from './count.ts';

export const webhooks = {
  title: 'Webhooks',
  intro: 'Tell other systems what comes in, signed as Standard Webhooks describe it.',
  add: 'New endpoint',
  edit: 'Edit endpoint',
  create: 'Create endpoint',
  empty: 'No endpoints yet',
  emptyHint: 'Give the address of a system, such as a CRM, that should hear of new messages and callbacks.',
  name: 'Name',
  nameHint: 'For you and your colleagues.',
  nameMissing: 'Please give it a name.',
  url: 'Address',
  urlHint: 'Must begin with https:// and be reachable from the open internet.',
  urlMissing: 'Please enter an address that begins with https://',
  events: 'Events',
  eventName: (type: string) => eventNames[type] ?? type,
  eventsMissing: 'Please choose at least one event.',
  actions: (name: string) => `Actions for ${name}`,
  test: 'Send a test',
  tested: 'A test event is on its way; see the log below.',
  enable: 'Enable',
  disable: 'Disable',
  on: 'On',
  failing: 'Failing',
  failingSince: (at: string) => `Has been failing since ${at}`,
  offBecause: (note: string | null) =>
    note === 'gone' ? 'Off: said it is gone' : note === 'failing' ? 'Off: failed too long' : 'Off',
  previousSecretUntil: (at: string) => `The old secret is still valid until ${at}`,
  newSecret: 'New secret',
  newSecretTitle: 'Make a new secret?',
  newSecretText:
    'For a day events are signed with both, so that the other system can change over without loss.',
  secretTitle: 'Keep this secret',
  secretText: 'It is shown this once. The other system checks the signature of each event with it.',
  secret: 'Signing secret',
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeText: 'Its log goes with it, and events that still wait are not sent.',
  deliveries: 'Deliveries',
  deliveriesIntro: 'Each attempt to hand over an event, the newest first.',
  endpoint: 'Endpoint',
  allEndpoints: 'All endpoints',
  state: 'State',
  allStates: 'Every state',
  stateName: (state: string) => deliveryStates[state] ?? state,
  noDeliveries: 'Nothing was sent yet. Send a test from the menu of an endpoint.',
  attempts: (number: number) => count(number, 'attempt', 'attempts'),
  failure: (failure: string, status: number | null) =>
    failure === 'status' && status !== null
      ? `Answered with status ${status}`
      : (failures[failure] ?? failure),
  resend: 'Resend',
  resent: 'Sent once more.',
};

const eventNames: Readonly<Record<string, string>> = {
  'contact.message.received': 'Message received',
  'callback.request.received': 'Callback requested',
  'webhooks.test': 'Test',
};

const deliveryStates: Readonly<Record<string, string>> = {
  pending: 'Waiting',
  retrying: 'Trying again',
  delivered: 'Delivered',
  failed: 'Failed',
  gone: 'Subject deleted',
  cancelled: 'Cancelled',
};

const failures: Readonly<Record<string, string>> = {
  url_refused: 'The address is not https, or has a password in it',
  address_refused: 'The name leads to an address that is not of the open internet',
  dns: 'The name leads nowhere',
  timeout: 'No answer within ten seconds',
  tls: 'The certificate is not trustworthy',
  connection: 'No connection',
  status: 'Answered, but not with success',
  secret_unreadable: 'The secret cannot be read any more; make a new one',
  unforeseen: 'Failed for another reason',
};
