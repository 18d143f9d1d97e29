import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** The addresses of counted links: no part of them depends on the recipient. */
export interface LinkAddresses {
  /** `/l/2f/3/k7d2m9qx` */
  pathOf(campaign: number, link: number): string;
  /** undefined for an address that we did not make. */
  read(path: { campaign: string; link: string; mac: string }): { campaign: number; link: number } | undefined;
}

// Crockford's, in small letters: nothing in it is mistaken for anything else when it is read aloud.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
// 40 bits. The destination is ours whatever is guessed; the MAC keeps others from filling the counts of links that are not.
const macLetters = 8;
const largestNumber = 2 ** 31 - 1;

/** @param bytes of the key, 32, for these links alone */
export function createLinkAddresses(bytes: Uint8Array): LinkAddresses {
  const key = createSecretKey(bytes);
  const macOf = (campaign: number, link: number): string => {
    const digest = createHmac('sha256', key).update(`link\0${campaign}\0${link}`).digest();
    return [...digest.subarray(0, macLetters)].map((byte) => alphabet[byte % 32] ?? '').join('');
  };
  const pathOf = (campaign: number, link: number): string =>
    `/l/${base32(campaign)}/${link}/${macOf(campaign, link)}`;
  return {
    pathOf,
    read: ({ campaign, link, mac }) => {
      const [campaignNumber, linkNumber] = [numberOf(campaign), Number(link)];
      if (campaignNumber === undefined || !/^[1-9]\d{0,4}$/.test(link)) return undefined;
      const expected = Buffer.from(macOf(campaignNumber, linkNumber));
      const given = Buffer.from(mac);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs ? { campaign: campaignNumber, link: linkNumber } : undefined;
    },
  };
}

function base32(number: number): string {
  let text = '';
  for (let rest = number; rest > 0 || text === ''; rest = Math.floor(rest / 32)) {
    text = (alphabet[rest % 32] ?? '') + text;
  }
  return text;
}

/** One spelling only. */
function numberOf(text: string): number | undefined {
  if (!/^[0-9a-hjkmnp-tv-z]{1,7}$/.test(text)) return undefined;
  let number = 0;
  for (const letter of text) number = number * 32 + alphabet.indexOf(letter);
  return number >= 1 && number <= largestNumber && base32(number) === text ? number : undefined;
}
