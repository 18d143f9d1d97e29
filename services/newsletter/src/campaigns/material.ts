import type { DatabaseOrTx } from '@foyer/database';
import type { BlockStore } from './block-store.ts';
import type { CampaignValue } from './campaign.ts';
import type { Material } from './composition.ts';
import { partsIn } from './source.ts';

/** What a campaign is made of, as it is now, and who changed it when. */
export interface ReadMaterial extends Material {
  changes: { by: string; at: Date }[];
}

// As deep as parts may stand in one another; what is deeper is refused when the source is composed.
const rounds = 6;

export async function readMaterial(
  db: DatabaseOrTx,
  blocks: BlockStore,
  value: CampaignValue,
): Promise<ReadMaterial> {
  const template =
    value.templateId === null ? undefined : await blocks.byId(db, 'template', value.templateId);
  const parts = new Map<string, string>();
  const changes = template === undefined ? [] : [{ by: template.changedBy, at: template.changedAt }];
  let sources = [template?.mjml ?? value.mjml, ...Object.values(value.slots)];
  for (let round = 0; round < rounds && sources.length > 0; round += 1) {
    const names = [...new Set(sources.flatMap(partsIn))].filter((name) => !parts.has(name));
    const found = await blocks.partsByName(db, names);
    for (const { name, mjml, changedBy, changedAt } of found) {
      parts.set(name, mjml);
      changes.push({ by: changedBy, at: changedAt });
    }
    sources = found.map(({ mjml }) => mjml);
  }
  return { template: template?.mjml, parts, changes };
}
