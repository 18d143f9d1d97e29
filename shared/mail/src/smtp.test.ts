import { afterEach, expect, it } from 'vitest';
import PostalMime from 'postal-mime';
import { MailDelayedError, MailRefusedError } from './mail-errors.ts';
import type { MailMessage } from './message.ts';
import { createSmtp } from './smtp.ts';
import { startSmtpPeer, type SmtpPeer, type SmtpPeerBehaviour } from './smtp-peer.ts';

const message: MailMessage = {
  messageId: 'notify.0193@foyer.example',
  to: 'Zoë Großmann <zoe@example.org>',
  replyTo: 'jan@example.nl',
  subject: 'Grüße – 你好',
  html: '<p>Grüße</p>',
  text: 'Grüße\n.\nEnde',
  language: 'de',
  headers: { 'Auto-Submitted': 'auto-generated' },
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function conversation(behaviour: SmtpPeerBehaviour = {}, sendSeconds = 20) {
  const peer = await startSmtpPeer(behaviour);
  const mail = createSmtp({
    url: peer.url,
    from: 'Foyer <foyer@example.com>',
    sendSeconds,
    maxConnections: 3,
  });
  closers.push(
    () => peer.close(),
    () => mail.close(),
  );
  return { peer, mail };
}

it('hands a mail over with both parts, its headers and its letters', async () => {
  const { peer, mail } = await conversation();
  expect(await mail.send(message)).toEqual({ response: expect.stringContaining('250') });
  expect(peer.mails).toMatchObject([{ from: 'foyer@example.com', to: ['zoe@example.org'] }]);
  const email = await PostalMime.parse(sourceOf(peer));
  expect(email).toMatchObject({
    messageId: '<notify.0193@foyer.example>',
    subject: 'Grüße – 你好',
    from: { name: 'Foyer', address: 'foyer@example.com' },
    to: [{ name: 'Zoë Großmann', address: 'zoe@example.org' }],
    replyTo: [{ address: 'jan@example.nl' }],
  });
  expect(email.html?.trim()).toBe('<p>Grüße</p>');
  // A dot alone on a line would end the mail on the wire.
  expect(email.text?.trim()).toBe('Grüße\n.\nEnde');
  const headers = new Map(email.headers.map(({ key, value }) => [key, value]));
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('content-language')).toBe('de');
  expect(headers.get('content-type')).toContain('multipart/alternative');
  expect(headers.has('x-mailer')).toBe(false);
  // All ASCII on the wire, whatever the letters.
  expect(sourceOf(peer)).toMatch(/^[\r\n\x20-\x7e]*$/);
});

it.each([550, 554])(
  'says refused when the recipient is refused with %d, and names no address',
  async (code) => {
    const { mail } = await conversation({ refuseRecipient: code });
    const error = await mail.send(message).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailRefusedError);
    expect(error).toMatchObject({ responseCode: code });
    expect(everything(error)).not.toContain('zoe');
  },
);

it('says refused when the text is refused', async () => {
  const { mail } = await conversation({ refuseMessage: 552 });
  await expect(mail.send(message)).rejects.toBeInstanceOf(MailRefusedError);
});

it.each([{ refuseRecipient: 450 }, { refuseRecipient: 421 }, { refuseMessage: 451 }])(
  'says delayed for %j',
  async (behaviour) => {
    const { mail } = await conversation(behaviour);
    await expect(mail.send(message)).rejects.toMatchObject({ name: 'MailDelayedError', isUncertain: false });
  },
);

it('says delayed and uncertain when the connection is cut after the text, and sends it only once itself', async () => {
  const { peer, mail } = await conversation({ hangUpAfterText: true });
  const error = await mail.send(message).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MailDelayedError);
  expect(error).toMatchObject({ isUncertain: true });
  peer.behaviour.hangUpAfterText = false;
  await mail.send({ ...message, messageId: 'other.1@foyer.example' });
  expect(peer.mails).toHaveLength(1);
});

it('gives up on a server that falls silent', async () => {
  const { mail } = await conversation({ isSilentAfterText: true }, 0.5);
  await expect(mail.send(message)).rejects.toBeInstanceOf(MailDelayedError);
});

it('says delayed when nobody listens, also when asked to verify', async () => {
  const { peer, mail } = await conversation();
  await mail.verify();
  await peer.close();
  await expect(mail.send(message)).rejects.toBeInstanceOf(MailDelayedError);
  await expect(mail.verify()).rejects.toBeInstanceOf(MailDelayedError);
});

it('opens a few connections for many mails', async () => {
  const { peer, mail } = await conversation();
  const ids = Array.from({ length: 40 }, (_, index) => `many.${index}@foyer.example`);
  await Promise.all(ids.map((messageId) => mail.send({ ...message, messageId })));
  expect(peer.mails).toHaveLength(40);
  expect(peer.mostConnections()).toBeLessThanOrEqual(3);
});

it('lets a delivery end before it closes, and takes none after', async () => {
  const { peer, mail } = await conversation();
  const sent = mail.send(message);
  await mail.close();
  await sent;
  expect(peer.mails).toHaveLength(1);
  await expect(mail.send(message)).rejects.toBeInstanceOf(MailDelayedError);
});

function sourceOf(peer: SmtpPeer): string {
  return peer.mails[0]?.source ?? '';
}

function everything(error: unknown): string {
  return error instanceof Error
    ? `${error.stack} ${JSON.stringify(error)} ${everything(error.cause)}`
    : String(error);
}
