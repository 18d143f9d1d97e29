import type { KeyObject } from 'node:crypto';
import { createDkimSigner, prepareBulkMail, type BulkMail, type RawMail } from '@foyer/mail';
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

export async function createComposer(
  frozen: FrozenMail,
  { returnDomain, dkim }: SendingSettings,
  deps: ComposerDeps,
): Promise<Composer> {
  const { links, returnPaths, dkimKey, publicUrl } = deps;
  const { campaignNumber, mail, from } = frozen;
  const sender = /<?([^<>\s]+@([^<>\s]+))>?$/.exec(from);
  const [, senderAddress = '', senderDomain = ''] = sender ?? [];
  const signer =
    dkim === null
      ? undefined
      : createDkimSigner({
          domain: (dkim.domain ?? senderDomain).toLowerCase(),
          selector: dkim.selector,
          key: await dkimKey(),
        });
  const bulk: BulkMail<Hole> = prepareBulkMail(
    {
      ...mail,
      from,
      replyTo: frozen.replyTo ?? undefined,
      list: {
        id: frozen.listId,
        name: frozen.listName,
        helpUrl: `${publicUrl}/newsletter/unsubscribe`,
        feedbackId: `${campaignNumber}:${frozen.listId.split('.')[0]}:newsletter:foyer`,
      },
    },
    signer,
  );

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
