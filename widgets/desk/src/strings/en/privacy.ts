/** What the sections of the page share. */
export const privacy = {
  sections: {
    requests: 'Requests',
    retention: 'Retention',
    consents: 'Consents',
    suppression: 'Suppression',
    record: 'Processing record',
  },
  /** What a holding keeps, in two or three words. */
  holding: (name: string): string => holdings[name] ?? name,
  records: (number: number): string => `${number} ${number === 1 ? 'record' : 'records'}`,
};

const holdings: Readonly<Record<string, string>> = {
  'contact.messages': 'Contact messages',
  'contact.sent_mails': 'Confirmations sent to visitors',
  'contact.submission_keys': 'Marks against sending twice',
  'inbox.items': 'Items of the inbox',
  'inbox.correspondence': 'Replies and notes',
  'callback.requests': 'Callback requests',
  'callback.recipients': 'Who is reminded by mail',
  'callback.do_not_call': 'Numbers not to be called',
  'captcha.address_counters': 'Counters of the captcha',
  'privacy.suppression': 'Suppression list',
  'privacy.holds': 'Holds',
  'privacy.requests': 'Requests about personal data',
  'privacy.link_requests': 'Links to one’s own data',
  'privacy.consents': 'Consents',
  'staff.accounts': 'Accounts of staff',
  'staff.sessions': 'Sessions of staff',
  'staff.audit': 'Audit log',
  'staff.sign_in_attempts': 'Sign-in attempts',
};
