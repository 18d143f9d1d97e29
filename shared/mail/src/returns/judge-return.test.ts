import { describe, expect, it } from 'vitest';
import { judgeReturn } from './judge-return.ts';
import { operatorAdvice } from './operator-advice.ts';

// As servers say it, most of them with no status code or with a wrong one.
const words = {
  hard: [
    '550 No such user here',
    '550 5.1.1 <x>: Recipient address rejected: undeliverable address',
    '550 Unknown user',
    '550 Invalid recipient',
    '550 user not found',
    '550 Mailbox not found',
    '550 Recipient not found',
    '550 5.1.1 Mailbox does not exist',
    '550 5.2.1 The email account that you tried to reach is disabled.',
    '550 5.4.1 All recipient addresses rejected : Access denied. AS(201806281)',
    '550 5.1.0 Address rejected.',
    '550 Domain does not exist',
    '550 Host or domain name not found. Name service error for name=gone.example type=MX: Host not found',
    '550 Requested action not taken: mailbox unavailable',
    '550 5.5.0 Requested action not taken: mailbox unavailable',
    '550 5.1.1 unknown or illegal alias: x',
    '550 This account has been disabled or discontinued',
    '550 Address no longer in use',
    '511 5.1.1 unknown address or alias',
    '550 <anna@x.de>: Recipient address rejected: User unknown in relay recipient table',
    '550 5.1.6 recipient no longer on server',
    '550 5.1.2 domain unknown',
    '550 5.4.4 Unable to route: no mail hosts for domain',
    '554 delivery error: dd Sorry your message to x cannot be delivered. This mailbox is disabled (554.30).',
    '550 Account blocked due to inactivity',
  ],
  soft: [
    '452 4.2.2 Mailbox full',
    '552 Mailbox quota exceeded',
    '550 Mailbox is full',
    '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
    '450 4.2.0 <x>: Recipient address rejected: Greylisted, see http://postgrey',
    '554 5.4.6 Too many hops',
    '552 5.3.4 Message size exceeds fixed limit',
    '550 rejected',
    '554 Transaction failed',
    '554 5.0.0 Service unavailable',
    '550 Verification failed for <news@example.com>',
    '451 Temporary local problem - please try later',
    '571 Message Refused',
    '550 5.2.1 user x@gmail receiving mail too quickly',
    '550 Protocol violation: user command out of sequence',
  ],
  policy: [
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    '550 Administrative prohibition',
    '550 5.7.1 Service unavailable, Client host [1.2.3.4] blocked using Spamhaus',
    '554 5.7.1 Message rejected due to spam',
    '421 4.7.0 [TSS04] Messages from 1.2.3.4 temporarily deferred due to unexpected volume or user complaints',
    '550-5.7.1 [1.2.3.4 12] Our system has detected that this message is likely unsolicited mail',
    '550 Message was blocked by server (spam content)',
    '550 high probability of spam',
    '451 4.7.1 Greylisting in action, please come back later',
    '550 relay not permitted',
    '550 5.7.1 Unable to relay',
    '550 5.1.8 Sender address rejected: Domain not found',
    '550 Sender verify failed',
    '553 5.1.8 <news@example.com>... Domain of sender address does not exist',
    '550 spf check failed',
    '550 Recipient address rejected: SPF fail',
    '550 5.7.509 Access denied, sending domain x does not pass DMARC verification',
    '554 rejected due to IP blocklist',
    '550 IP address is on a blacklist',
    '550 5.1.1 recipient rejected due to SPF policy',
    '550 Your account is not allowed to send: sending limit exceeded',
    '535 authentication failed: user unknown or disabled',
    '550 5.7.0 mailbox unavailable',
  ],
} as const;

describe('the words of a mail server', () => {
  for (const [verdict, texts] of Object.entries(words)) {
    it.each(texts)(`mean ${verdict}: %s`, (text) => {
      expect(judgeReturn({ text }).verdict).toBe(verdict);
    });
  }

  it('never take a recipient off a list with a status of 5.7, whatever they say', () => {
    for (const text of [...words.hard, ...words.soft, ...words.policy]) {
      for (const status of ['5.7.1', '5.7.999', '4.7.0']) {
        expect(judgeReturn({ status, text }).verdict).toBe('policy');
      }
    }
  });

  it('do not count while the server still tries, or when the mail arrived', () => {
    const text = '550 5.1.1 unknown user';
    expect(judgeReturn({ action: 'delayed', text }).verdict).toBe('delayed');
    expect(judgeReturn({ action: 'relayed', text }).verdict).toBe('none');
    expect(judgeReturn({ status: '2.0.0', text }).verdict).toBe('none');
  });

  it('are told to the operator with what to do', () => {
    expect(operatorAdvice('authentication', 'microsoft', '5.7.515')).toMatch(
      /^Microsoft takes .*DMARC record/,
    );
    expect(operatorAdvice('reputation', 'telekom')).toMatch(/^Telekom has .*block list/);
    expect(operatorAdvice('something new', 'other')).toMatch(/^A mail server refused/);
  });
});
