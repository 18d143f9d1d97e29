import type { KeyObject } from 'node:crypto';
import {
  createDkimSigner,
  parseMailbox,
  prepareBulkMail,
  type BulkMail,
  type BulkMailSource,
  type RawMail,
} from '@foyer/mail';
import type { Hole } from '../compiled-mail.ts';
import type { SubscriberLinks } from '../subscribing/links.ts';
import type { Recipient } from '../subscribing/recipients.ts';
import type { ReturnPaths } from './return-path.ts';
import { salutationLine } from './salutation.ts';
import type { FrozenMail } from './sending-row.ts';
import type { SendingSettings } from './sending-settings.ts';

/** Makes the mail of each recipient out of a campaign's frozen one. */
export interface Composer {
  /** @throws RangeError when the recipient's address is none that a mail can go to */
  compose(recipient: Recipient & { number: number }, now: Date): Promise<RawMail>;
}

export interface ComposerDeps {
  links: Pick<SubscriberLinks, 'linksFor'>;
  returnPaths: ReturnPaths;
  dkimKey: () => Promise<KeyObject>;
  publicUrl: string;
}

/** @throws RangeError when the sender, the list or the language of a mail is not as asked */
export function checkFrozenMail(frozen: FrozenMail): void {
  prepareBulkMail(sourceOf(frozen, 'https://example.org'));
}

/** @throws RangeError as `checkFrozenMail` */
export async function createComposer(
  frozen: FrozenMail,
  { returnDomain, dkim }: SendingSettings,
  deps: ComposerDeps,
): Promise<Composer> {
  const { links, returnPaths, dkimKey, publicUrl } = deps;
  const { campaignNumber, mail } = frozen;
  const { address: senderAddress } = parseMailbox(frozen.from, 'from');
  const senderDomain = senderAddress.slice(senderAddress.lastIndexOf('@') + 1);
  const signer =
    dkim === null
      ? undefined
      : createDkimSigner({
          domain: (dkim.domain ?? senderDomain).toLowerCase(),
          selector: dkim.selector,
          key: await dkimKey(),
        });
  const bulk: BulkMail<Hole> = prepareBulkMail(sourceOf(frozen, publicUrl), signer);

  return {
    compose: async ({ number, email, name, salutation }, now) => {
      const who = { campaignNumber, subscriberNumber: number };
      const { unsubscribe, oneClick, preferences, mailtoToken } = links.linksFor({
        number,
        campaign: campaignNumber,
      });
      const messageId = returnPaths.messageIdOf(who, senderDomain);
      const source = await bulk.compose(
        {
          messageId,
          to: { name, address: email },
          values: {
            name,
            salutation: salutationLine({ salutation, name }, mail.language),
            email,
            unsubscribe_url: unsubscribe,
            preferences_url: preferences,
          },
          wayOut: {
            oneClickUrl: oneClick,
            mailto: returnDomain === null ? undefined : `leave+${mailtoToken}@${returnDomain}`,
          },
        },
        now,
      );
      const returnPath =
        returnDomain === null ? senderAddress : `${returnPaths.localPartOf(who)}@${returnDomain}`;
      return { messageId, returnPath, to: email, source };
    },
  };
}

function sourceOf(frozen: FrozenMail, publicUrl: string): BulkMailSource<Hole> {
  const { campaignNumber, mail, from, replyTo, listId, listName } = frozen;
  const [label = ''] = listId.split('.');
  return {
    ...mail,
    from,
    replyTo: replyTo ?? undefined,
    list: {
      id: listId,
      name: listName,
      helpUrl: `${publicUrl}/newsletter/unsubscribe`,
      feedbackId: `${campaignNumber}:${label.slice(0, 60)}:newsletter:foyer`,
    },
  };
}
