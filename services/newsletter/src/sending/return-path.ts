import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** Whose mail it was that came back. */
export interface ReturnedMail {
  campaignNumber: number;
  subscriberNumber: number;
}

export interface ReturnPaths {
  /** The local part of the address that takes what comes back (VERP): small letters, digits, '+' and '-'. */
  localPartOf(mail: ReturnedMail): string;
  /** undefined for what we did not make. */
  read(localPart: string): ReturnedMail | undefined;
  /** Without angle brackets; the same for each try of the same mail. */
  messageIdOf(mail: ReturnedMail, domain: string): string;
  /** For reports that do not come to a return path: complaints name the mail by its id alone. */
  readMessageId(messageId: string): ReturnedMail | undefined;
}

const messageIdShape = /^news\.([0-9a-z]{1,7})\.([0-9a-z]{1,7})\.([0-9a-f]{16})@/;
const shape = /^bounce\+([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-f]{16})$/;
const largestNumber = 2 ** 31 - 1;

/**
 * A mail that comes back names its recipient by the address it comes back to, so nobody has to look for them in its text.
 *
 * @param bytes of the key, 32, for these addresses alone
 */
export function createReturnPaths(bytes: Uint8Array): ReturnPaths {
  const key = createSecretKey(bytes);
  const macOf = (kind: 'return' | 'message', { campaignNumber, subscriberNumber }: ReturnedMail): string =>
    createHmac('sha256', key)
      .update(`${kind}\0${campaignNumber}\0${subscriberNumber}`)
      .digest('hex')
      .slice(0, 16);
  const localPartOf = (mail: ReturnedMail): string =>
    `bounce+${mail.campaignNumber.toString(36)}-${mail.subscriberNumber.toString(36)}-${macOf('return', mail)}`;

  const messageIdOf = (mail: ReturnedMail, domain: string): string =>
    `news.${mail.campaignNumber.toString(36)}.${mail.subscriberNumber.toString(36)}.${macOf('message', mail)}@${domain}`;

  function readAs(kind: 'return' | 'message', text: string): ReturnedMail | undefined {
    const pattern = kind === 'return' ? shape : messageIdShape;
    const [, campaign = '', subscriber = '', mac = ''] = pattern.exec(text) ?? [];
    const mail = {
      campaignNumber: Number.parseInt(campaign, 36),
      subscriberNumber: Number.parseInt(subscriber, 36),
    };
    if (!(mail.campaignNumber <= largestNumber && mail.subscriberNumber <= largestNumber)) return undefined;
    return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(kind, mail))) ? mail : undefined;
  }

  return {
    localPartOf,
    read: (localPart) => {
      // Some servers change the case of what they send back.
      const small = localPart.toLowerCase();
      const mail = readAs('return', small);
      return mail !== undefined && localPartOf(mail) === small ? mail : undefined;
    },
    messageIdOf,
    readMessageId: (messageId) => {
      const small = messageId.toLowerCase();
      const mail = readAs('message', small);
      const domain = small.slice(small.indexOf('@') + 1);
      return mail !== undefined && messageIdOf(mail, domain) === small ? mail : undefined;
    },
  };
}
