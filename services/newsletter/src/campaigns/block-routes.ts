import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { maxSourceBytes } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import { BasedOnVersion } from './campaign-routes.ts';
import type { Block, BlockKind } from './block-store.ts';
import type { Blocks } from './blocks.ts';
import { campaignError } from './errors.ts';
import { partName, slotsIn } from './source.ts';

const Id = z.object({ id: z.uuid() });
const Mjml = z.string().max(maxSourceBytes);
const maxBodyBytes = 600_000;

const values = {
  template: z.strictObject({ name: z.string().trim().min(1).max(120), mjml: Mjml }),
  part: z.strictObject({
    name: z.string().regex(partName).describe('small letters, digits and hyphens: {{> name}} puts it'),
    mjml: Mjml,
  }),
};

const words = {
  template: { all: 'templates', one: 'a template', many: 'Templates', id: 'NewsletterTemplate' },
  part: { all: 'parts', one: 'a shared part', many: 'Shared parts', id: 'NewsletterPart' },
};

/** Templates or shared parts: the same routes for both. */
export function blockRoutes(
  deps: Pick<CampaignDeps, 'namesOf'> & { blocks: Blocks; kind: BlockKind },
): Route[] {
  const { blocks, kind, namesOf } = deps;
  const { kinds } = campaignError;
  const { all, one, many, id: schemaId } = words[kind];
  const path = `/desk/api/newsletter/${all}`;
  const value = values[kind];
  const unknown = kind === 'template' ? kinds.template_unknown : kinds.part_unknown;
  const taken = kind === 'part' ? [kinds.part_name_taken] : [];
  const BlockAnswer = z
    .object({
      id: z.uuid(),
      version: z.int(),
      value,
      slots: z.array(z.string()).describe('that a campaign fills'),
      changedBy: z.uuid(),
      changedByName: z.string().nullable(),
      changedAt: z.iso.datetime(),
    })
    .meta({ id: schemaId });

  async function answersOf(found: readonly Block[]) {
    const ids = [...new Set(found.map(({ changedBy }) => changedBy))];
    const names = ids.length === 0 ? new Map<string, string>() : await namesOf(ids);
    return found.map(({ id, version, name, mjml, changedBy, changedAt }) => ({
      id,
      version,
      value: { name, mjml },
      slots: slotsIn(mjml),
      changedBy,
      changedByName: names.get(changedBy) ?? null,
      changedAt: changedAt.toISOString(),
    }));
  }

  async function answerOf(block: Block) {
    const [answer] = await answersOf([block]);
    if (answer === undefined) throw new Error('one block has one answer');
    return answer;
  }

  return [
    deskRoute(
      {
        method: 'get',
        path,
        summary: `${many}, by name`,
        permission: 'newsletter.read',
        responses: { 200: z.object({ items: z.array(BlockAnswer), nextCursor: z.null() }) },
      },
      async () => ({ status: 200, body: { items: await answersOf(await blocks.list()), nextCursor: null } }),
    ),
    deskRoute(
      {
        method: 'post',
        path,
        summary: `Write ${one}`,
        permission: 'newsletter.write',
        body: z.strictObject({ value }),
        maxBodyBytes,
        responses: { 201: BlockAnswer },
        problems: [kinds.blocks_full, ...taken],
      },
      async ({ body, actor }) => ({
        status: 201,
        body: await answerOf(await blocks.add(body.value, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: `${path}/:id`,
        summary: `Read ${one}`,
        permission: 'newsletter.read',
        params: Id,
        responses: { 200: BlockAnswer },
        problems: [unknown],
      },
      async ({ params }) => ({ status: 200, body: await answerOf(await blocks.read(params.id)) }),
    ),
    deskRoute(
      {
        method: 'put',
        path: `${path}/:id`,
        summary: `Change ${one}, based on the version that was read`,
        permission: 'newsletter.write',
        params: Id,
        body: z.strictObject({ value, basedOnVersion: BasedOnVersion }),
        maxBodyBytes,
        responses: { 200: BlockAnswer },
        problems: [unknown, kinds.newsletter_conflict, ...taken],
      },
      async ({ params, body, actor }) => {
        const saved = await blocks.save(params.id, body.value, body.basedOnVersion, actor.staffId);
        return { status: 200, body: await answerOf(saved) };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: `${path}/:id`,
        summary: `Delete ${one}`,
        permission: 'newsletter.write',
        params: Id,
        responses: { 204: 'empty' },
        problems: [unknown, ...(kind === 'template' ? [kinds.template_in_use] : [])],
      },
      async ({ params, actor }) => {
        await blocks.remove(params.id, actor.staffId);
        return { status: 204 };
      },
    ),
  ];
}
