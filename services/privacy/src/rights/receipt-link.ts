import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The address of a receipt: who was given it may fetch it, and nobody can guess it. Nothing is stored for it, and nothing
 * has to be: the receipt says nothing about who asked.
 */
export interface ReceiptLinks {
  pathOf(requestId: string): string;
  /** The id of the request; undefined for a token that we did not make. */
  read(token: string): string | undefined;
}

/** Days from the closing of a request to the end of its link. */
export const receiptLinkDays = 30;

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** @param key 32 bytes */
export function createReceiptLinks(key: Uint8Array): ReceiptLinks {
  const macOf = (id: string) => createHmac('sha256', key).update(`my-data.receipt\0${id}`).digest();
  return {
    pathOf: (id) => `/my-data/receipt/${id}.${macOf(id).toString('base64url')}`,
    read: (token) => {
      const [, id, mac] = shape.exec(token) ?? [];
      if (id === undefined || mac === undefined) return undefined;
      const given = Buffer.from(mac, 'base64url');
      const wanted = macOf(id);
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : undefined;
    },
  };
}
