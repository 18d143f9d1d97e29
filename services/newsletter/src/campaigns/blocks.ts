import { uuidv7 } from '@foyer/runtime';
import type { Block, BlockKind, BlockStore, BlockValue } from './block-store.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import { campaignError } from './errors.ts';

/** Templates, or shared parts: what several campaigns are made of. */
export interface Blocks {
  list(): Promise<Block[]>;
  /** @throws AppError template_unknown, part_unknown */
  read(id: string): Promise<Block>;
  /** @throws AppError blocks_full, part_name_taken */
  add(value: BlockValue, actorId: string): Promise<Block>;
  /** @throws AppError template_unknown, part_unknown, part_name_taken, newsletter_conflict */
  save(id: string, value: BlockValue, basedOnVersion: number, actorId: string): Promise<Block>;
  /** @throws AppError template_unknown, part_unknown, template_in_use */
  remove(id: string, actorId: string): Promise<void>;
}

export function createBlocks(
  deps: Pick<CampaignDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & { store: BlockStore; kind: BlockKind },
): Blocks {
  const { db, clock, audit, notifyDesk, store, kind } = deps;

  async function read(id: string): Promise<Block> {
    return found(await store.byId(db, kind, id));
  }

  function found(block: Block | undefined): Block {
    if (block === undefined) throw campaignError(kind === 'template' ? 'template_unknown' : 'part_unknown');
    return block;
  }

  const entry = (actorId: string, action: string, id: string) => ({
    actorId,
    action: `newsletter.${kind}_${action}`,
    subject: `newsletter.${kind}:${id}`,
  });

  return {
    list: async () => await store.list(kind),
    read,
    add: async (value, actorId) => {
      const at = clock.now();
      const id = uuidv7(at);
      await db.transaction().execute(async (trx) => {
        refuse(
          await store.insert(trx, { ...value, id, kind, changedBy: actorId, changedAt: at }),
          value.name,
        );
        await audit(trx, entry(actorId, 'add', id));
      });
      notifyDesk('newsletter', [id]);
      return await read(id);
    },
    save: async (id, value, basedOnVersion, actorId) => {
      await db.transaction().execute(async (trx) => {
        const { version } = found(await store.lock(trx, kind, id));
        if (version !== basedOnVersion) {
          throw campaignError(
            'newsletter_conflict',
            `it has version ${version} by now, not ${basedOnVersion}`,
          );
        }
        const block = { ...value, id, kind, changedBy: actorId, changedAt: clock.now() };
        refuse(await store.save(trx, block), value.name);
        await audit(trx, entry(actorId, 'change', id));
      });
      notifyDesk('newsletter', [id]);
      return await read(id);
    },
    remove: async (id, actorId) => {
      await db.transaction().execute(async (trx) => {
        found(await store.lock(trx, kind, id));
        if (await store.isTemplateInUse(trx, id)) throw campaignError('template_in_use');
        await store.remove(trx, id);
        await audit(trx, entry(actorId, 'delete', id));
      });
      notifyDesk('newsletter', [id]);
    },
  };
}

function refuse(outcome: 'done' | 'full' | 'name_taken', name: string): void {
  if (outcome === 'full') throw campaignError('blocks_full');
  if (outcome === 'name_taken') {
    const errors = [{ pointer: '/value/name', detail: 'is the name of another part', code: 'name_taken' }];
    throw campaignError('part_name_taken', `there is a shared part '${name}' already`, { errors });
  }
}
