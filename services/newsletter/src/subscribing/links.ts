import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** What the token of a link in a mail lets its reader do, and nothing else. */
type LinkPurpose = 'unsubscribe' | 'one-click' | 'preferences' | 'mailto';

/** Whose link it is, and of which campaign when it stands in one. */
export interface LinkTarget {
  number: number;
  campaign?: number | undefined;
}

interface RecipientLinks {
  /** For people: a page with a button. */
  unsubscribe: string;
  /** For List-Unsubscribe with List-Unsubscribe-Post (RFC 8058): a POST is enough. */
  oneClick: string;
  preferences: string;
  /** For the local part of an address that unsubscribes: small letters, digits and dots. */
  mailtoToken: string;
}

export interface SubscriberLinks {
  /** The same target always has the same links. They hold for ever, as RFC 8058 and old mails need. */
  linksFor(target: LinkTarget): RecipientLinks;
  /** The path below the public address. */
  pathOf(purpose: Exclude<LinkPurpose, 'mailto'>, target: LinkTarget): string;
  /** undefined for a token that we did not make for this purpose. */
  read(purpose: LinkPurpose, token: string): LinkTarget | undefined;
}

/** What a path may hold as a token. */
export const maxTokenLength = 40;

const shape = /^([0-9a-z]{1,7})\.(?:([0-9a-z]{1,7})\.)?([a-z2-7]{16})$/;
const macBytes = 10;
const largestNumber = 2 ** 31 - 1;

/**
 * Tokens are the number of the subscriber, that of the campaign, and 80 bits of HMAC-SHA-256: nothing is stored for them.
 * They are in small letters, because mail servers may change the case of an address.
 *
 * @param key 32 bytes, for these links alone
 */
export function createSubscriberLinks(deps: { key: Uint8Array; publicUrl: string }): SubscriberLinks {
  const { publicUrl } = deps;
  const key = createSecretKey(deps.key);

  const macOf = (purpose: LinkPurpose, { number, campaign }: LinkTarget): string =>
    base32(
      createHmac('sha256', key)
        .update(`${purpose}\0${number}\0${campaign ?? ''}`)
        .digest()
        .subarray(0, macBytes),
    );
  const tokenOf = (purpose: LinkPurpose, target: LinkTarget): string => {
    const { number, campaign } = target;
    const ofCampaign = campaign === undefined ? '' : `${campaign.toString(36)}.`;
    return `${number.toString(36)}.${ofCampaign}${macOf(purpose, target)}`;
  };
  const pathOf = (purpose: Exclude<LinkPurpose, 'mailto'>, target: LinkTarget): string =>
    `/newsletter/${purpose}/${tokenOf(purpose, target)}`;

  return {
    pathOf,
    linksFor: (target) => ({
      unsubscribe: publicUrl + pathOf('unsubscribe', target),
      oneClick: publicUrl + pathOf('one-click', target),
      preferences: publicUrl + pathOf('preferences', target),
      mailtoToken: tokenOf('mailto', target),
    }),
    read: (purpose, token) => {
      const [, number, campaign, mac] = shape.exec(token) ?? [];
      if (number === undefined || mac === undefined) return undefined;
      const target: LinkTarget = {
        number: Number.parseInt(number, 36),
        ...(campaign !== undefined && { campaign: Number.parseInt(campaign, 36) }),
      };
      if (target.number > largestNumber || (target.campaign ?? 0) > largestNumber) return undefined;
      const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(purpose, target)));
      // One spelling only: 01 and 1 would be two tokens for one link.
      return isOurs && tokenOf(purpose, target) === token ? target : undefined;
    },
  };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 in small letters, for a whole number of five bytes. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31] ?? '';
    }
  }
  return text;
}
