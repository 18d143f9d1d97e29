import { createHash } from 'node:crypto';
import type { CampaignDeps } from './campaign-ports.ts';
import { campaignError } from './errors.ts';
import { imageFacts } from './image-facts.ts';
import type { ImageStore, LibraryImage } from './image-store.ts';

/** Pictures for mails. The address of each is the hash of its bytes: what was sent never shows another one. */
export interface Images {
  list(): Promise<{ images: LibraryImage[]; usedBytes: number }>;
  /** @throws AppError image_not_readable, image_limit */
  add(
    upload: { name: string; bytes: Buffer },
    actorId: string,
  ): Promise<{ image: LibraryImage; isNew: boolean }>;
  /** @throws AppError image_unknown, image_in_use */
  remove(hash: string, actorId: string): Promise<void>;
}

export const maxImageBytes = 1_000_000;
export const maxLibraryBytes = 200_000_000;
const maxImages = 1_000;

export function createImages(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & { store: ImageStore },
): Images {
  const { db, clock, audit, notifyDesk, store } = deps;

  return {
    list: async () => {
      const [images, { bytes }] = [await store.list(maxImages), await store.usedBytes(db)];
      return { images, usedBytes: bytes };
    },
    add: async ({ name, bytes }, actorId) => {
      const facts = bytes.length <= maxImageBytes ? imageFacts(bytes) : undefined;
      if (facts === undefined) {
        throw campaignError(
          'image_not_readable',
          `the file must be a PNG, JPEG, GIF or WebP of at most ${maxImageBytes} bytes and 5,000 pixels a side`,
        );
      }
      const hash = createHash('sha256').update(bytes).digest('hex');
      const image: LibraryImage = { ...facts, hash, name, size: bytes.length, uploadedAt: clock.now() };
      const known = await db.transaction().execute(async (trx) => {
        await store.lock(trx);
        const sameBytes = await store.byHash(trx, hash);
        if (sameBytes !== undefined) return sameBytes;
        const used = await store.usedBytes(trx);
        if (used.count >= maxImages || used.bytes + bytes.length > maxLibraryBytes) {
          throw campaignError(
            'image_limit',
            `${maxImages} pictures and ${maxLibraryBytes} bytes are the most`,
          );
        }
        await store.insert(trx, { ...image, bytes, uploadedBy: actorId });
        await audit(trx, entry(actorId, 'add', hash));
        return undefined;
      });
      notifyDesk('newsletter', [hash]);
      return { image: known ?? image, isNew: known === undefined };
    },
    remove: async (hash, actorId) => {
      await db.transaction().execute(async (trx) => {
        await store.lock(trx);
        if ((await store.byHash(trx, hash)) === undefined) throw campaignError('image_unknown');
        if (await store.isInUse(trx, hash)) throw campaignError('image_in_use');
        await store.remove(trx, hash);
        await audit(trx, entry(actorId, 'delete', hash));
      });
      notifyDesk('newsletter', [hash]);
    },
  };
}

function entry(actorId: string, action: string, hash: string) {
  return { actorId, action: `newsletter.image_${action}`, subject: `newsletter.image:${hash}` };
}
