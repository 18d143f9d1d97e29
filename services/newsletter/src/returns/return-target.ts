import type { ReturnedMail } from '@foyer/mail';
import type { ReturnedMail as ReturnedDelivery, ReturnPaths } from '../sending/return-path.ts';
import type { LinkTarget, SubscriberLinks } from '../subscribing/links.ts';

/** Whom a mail that came in is about. */
export interface ReturnAddresses {
  /** Whether the port for returned mail takes mails to this address. */
  isOurs(address: string): boolean;
  isForComplaints(address: string): boolean;
  /** Whether anybody can make it up: it carries no MAC. */
  isOpen(address: string): boolean;
  /** The mail that came back; by its return path, else by its id. Both carry a MAC. */
  deliveryOf(recipients: readonly string[], original: ReturnedMail['original']): ReturnedDelivery | undefined;
  /** Who wants to leave: by the token in an address or in the subject. */
  leaverOf(recipients: readonly string[], subject: string): LinkTarget | undefined;
}

/** Of feedback loops, as it is registered with providers. */
const complaints = 'complaints';
const leave = 'leave';

export function createReturnAddresses(deps: {
  returnPaths: ReturnPaths;
  links: Pick<SubscriberLinks, 'read'>;
  returnDomain: () => string | null;
}): ReturnAddresses {
  const { returnPaths, links, returnDomain } = deps;

  const returnPathOf = (address: string): ReturnedDelivery | undefined =>
    returnPaths.read(localPartOf(address));
  const tokenIn = (address: string): LinkTarget | undefined => {
    const [name, token = ''] = localPartOf(address).toLowerCase().split('+', 2);
    return name === leave ? links.read('mailto', token) : undefined;
  };
  const isAt = (name: string, address: string): boolean =>
    returnDomain() !== null && address.toLowerCase() === `${name}@${returnDomain()}`;

  return {
    isOurs: (address) =>
      isAt(complaints, address) ||
      isAt(leave, address) ||
      // Also of a domain that we used before: the MAC says that it was ours.
      returnPathOf(address) !== undefined ||
      tokenIn(address) !== undefined,
    isForComplaints: (address) => isAt(complaints, address),
    isOpen: (address) => isAt(complaints, address) || isAt(leave, address),
    deliveryOf: (recipients, { returnPaths: senders, messageIds }) =>
      firstOf([...recipients, ...senders], returnPathOf) ??
      firstOf(messageIds, (id) => returnPaths.readMessageId(id)),
    leaverOf: (recipients, subject) =>
      firstOf(recipients, tokenIn) ??
      firstOf(
        subject
          .toLowerCase()
          .split(/[^a-z0-9.]+/)
          .slice(0, 20),
        (word) => links.read('mailto', word),
      ),
  };
}

function localPartOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('@')));
}

function firstOf<Some>(texts: readonly string[], read: (text: string) => Some | undefined): Some | undefined {
  for (const text of texts) {
    const found = read(text);
    if (found !== undefined) return found;
  }
  return undefined;
}
