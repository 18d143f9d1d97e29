import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { differencesOf } from './settings-difference.ts';
import { settingsError } from './settings-errors.ts';
import type { SettingVersion } from './settings-store.ts';
import type { Settings } from './settings.ts';

/** A setting that staff may see and change. */
export interface SettingDefinition {
  schema: z.ZodType;
  /** What counts as long as nobody has said anything: version 0. */
  fallback: () => unknown;
}

/** Names of staff by id; those that are not known are left out. */
export type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const version = {
  version: z.int(),
  value: z.unknown(),
  changedBy: z.uuid().nullable(),
  changedByName: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
};
const SettingAnswer = z.object({ key: z.string(), ...version }).meta({ id: 'Setting' });
const VersionAnswer = z
  .object({
    ...version,
    differences: z
      .array(z.object({ where: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .describe('from the version before it'),
  })
  .meta({ id: 'SettingVersion' });

const Key = z.object({ key: z.string().max(100) });
const Paging = z.object({
  cursor: z.coerce.number().int().min(1).optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const maxBodyBytes = 262_144;

export function settingsRoutes(deps: {
  settings: Settings;
  definitions: Readonly<Record<string, SettingDefinition>>;
  namesOf?: NamesOf;
}): Route[] {
  const { settings, definitions, namesOf = async () => new Map<string, string>() } = deps;

  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/settings/:key',
        summary: 'A setting; version 0 is the default',
        permission: 'settings.read',
        params: Key,
        responses: { 200: SettingAnswer },
        problems: [settingsError.kinds.setting_unknown],
      },
      async ({ params: { key } }) => {
        const definition = definitionOf(key);
        const newest = (await settings.newest(key)) ?? defaultOf(definition);
        const names = await namesIn([newest]);
        return { status: 200, body: { key, ...answerOf(newest, names) } };
      },
    ),
    deskRoute(
      {
        method: 'put',
        path: '/desk/api/settings/:key',
        summary: 'Change a setting, based on the version that was read',
        permission: 'settings.manage',
        params: Key,
        maxBodyBytes,
        body: z.object({ value: z.unknown(), basedOnVersion: z.int().min(0).max(2_000_000_000) }),
        responses: { 200: SettingAnswer },
        problems: Object.values(settingsError.kinds),
      },
      async ({ params: { key }, body, actor }) => {
        const value = checked(definitionOf(key).schema, body.value);
        const { basedOnVersion } = body;
        const next = await settings.put(key, { value, basedOnVersion, actorId: actor.staffId });
        const names = new Map([[actor.staffId, actor.name]]);
        return { status: 200, body: { key, ...answerOf(next, names) } };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/settings/:key/versions',
        summary: 'All versions of a setting, the newest first, with what each has changed',
        permission: 'settings.read',
        params: Key,
        query: Paging,
        responses: { 200: z.object({ items: z.array(VersionAnswer), nextCursor: z.string().nullable() }) },
        problems: [settingsError.kinds.setting_unknown],
      },
      async ({ params: { key }, query: { cursor, limit } }) => {
        const definition = definitionOf(key);
        // One more than asked for: the last one of the page differs from it.
        const found = await settings.versions(key, { before: cursor, limit: limit + 1 });
        const page = found.slice(0, limit);
        const names = await namesIn(page);
        const items = page.map((one, index) => {
          const previous = found[index + 1] ?? defaultOf(definition);
          return { ...answerOf(one, names), differences: differencesOf(previous.value, one.value) };
        });
        const last = found.length > limit ? page.at(-1) : undefined;
        return { status: 200, body: { items, nextCursor: last ? String(last.version) : null } };
      },
    ),
  ];

  function definitionOf(key: string): SettingDefinition {
    const definition = Object.hasOwn(definitions, key) ? definitions[key] : undefined;
    if (definition === undefined) throw settingsError('setting_unknown');
    return definition;
  }

  async function namesIn(
    versions: readonly { changedBy: string | null }[],
  ): Promise<ReadonlyMap<string, string>> {
    const ids = new Set(versions.flatMap(({ changedBy }) => changedBy ?? []));
    return ids.size === 0 ? new Map() : await namesOf([...ids]);
  }
}

function defaultOf({ fallback }: SettingDefinition) {
  return { version: 0, value: fallback(), changedBy: null, changedAt: null };
}

function answerOf(
  { version: number, value, changedBy, changedAt }: SettingVersion | ReturnType<typeof defaultOf>,
  names: ReadonlyMap<string, string>,
) {
  const changedByName = changedBy === null ? null : (names.get(changedBy) ?? null);
  return { version: number, value, changedBy, changedByName, changedAt: changedAt?.toISOString() ?? null };
}

function checked(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 100).map(({ path, message, code }) => ({
    pointer: ['/value', ...path.map((part) => escapePointer(String(part)))].join('/'),
    detail: message,
    code,
  }));
  throw settingsError('setting_invalid', undefined, { errors });
}

// RFC 6901 §3.
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
