import { describe, expect, it } from 'vitest';
import { mailboxPlace } from './mailbox-place.ts';

describe('the URL of a mailbox', () => {
  it('says where it is, who signs in and where mails go that are dealt with', () => {
    expect(
      mailboxPlace('imaps://returns%40example.com:p%40ss%2Fw@mail.example.com/In%2Fbox?move=Done'),
    ).toEqual({
      host: 'mail.example.com',
      port: 993,
      isSecure: true,
      user: 'returns@example.com',
      password: 'p@ss/w',
      folder: 'In/box',
      moveTo: 'Done',
    });
    expect(mailboxPlace('imap://a:b@[::1]')).toMatchObject({
      host: '::1',
      port: 143,
      isSecure: false,
      folder: 'INBOX',
      moveTo: undefined,
    });
  });

  it.each(['https://user:x@host/', 'imaps://host/INBOX', 'imap://'])('is not %s', (text) => {
    expect(() => mailboxPlace(text)).toThrow();
  });
});
