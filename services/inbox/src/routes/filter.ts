import { z } from 'zod';
import { itemKinds, itemStates, type ItemFilter } from '../item.ts';

const blankIsNotGiven = (value: unknown): unknown => (value === '' ? undefined : value);

/** The filters of the list, which are those of the export too. */
export const filterFields = {
  state: z.preprocess(blankIsNotGiven, z.enum(itemStates).optional()),
  kind: z.preprocess(blankIsNotGiven, z.enum(itemKinds).optional()),
  topic: z.preprocess(
    blankIsNotGiven,
    z
      .string()
      // Also what the audit log may be told of an export.
      .regex(/^[a-z0-9-]{1,64}$/, { error: 'must be the id of a topic' })
      .optional(),
  ),
  assignee: z
    .preprocess(blankIsNotGiven, z.union([z.enum(['me', 'none']), z.uuid()]).optional())
    .describe('me, none, or the id of a colleague'),
  q: z
    .preprocess(blankIsNotGiven, z.string().max(200).optional())
    .describe('Words, or their beginnings, that the item must all hold'),
};

const Filter = z.object(filterFields);

export function filterOf(query: z.output<typeof Filter>, staffId: string): ItemFilter {
  const { state, kind, topic, assignee, q } = query;
  const assigneeId = assignee === 'me' ? staffId : assignee === 'none' ? null : assignee;
  return {
    state,
    kind,
    topic,
    assignee: assigneeId === undefined ? undefined : { id: assigneeId },
    search: q,
  };
}
