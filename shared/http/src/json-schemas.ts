import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

export interface JsonSchemas {
  /** JSON Schema (2020-12) of what is sent ('input') or answered ('output'); a reference where the schema has an id. */
  of(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema;
  /** Properties of a z.object, for parameters. */
  objectOf(
    schema: z.ZodType,
    direction: 'input' | 'output',
  ): { properties: Record<string, JsonSchema>; required: string[] };
  /** What belongs under `components.schemas`, filled by the calls above. */
  named: Record<string, JsonSchema>;
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});
const Converted = z.object({
  properties: z.object({ root: z.record(z.string(), z.unknown()) }),
  $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** Gathers the schemas of one document. A schema whose input and output differ gets a second name, `…Input`. */
export function createJsonSchemas(): JsonSchemas {
  const named: Record<string, JsonSchema> = {};

  const convert = (schema: z.ZodType, direction: 'input' | 'output'): JsonSchema => {
    // Inside an object even a root with an id becomes a reference, with its definition beside it.
    const json = z.toJSONSchema(z.object({ root: schema }), {
      io: direction,
      unrepresentable: 'any',
      cycles: 'ref',
    });
    const { properties, $defs } = Converted.parse(json);
    const names = new Map(
      Object.keys($defs).map((name) => [name, nameFor(named, name, $defs, direction)] as const),
    );
    for (const [name, definition] of Object.entries($defs)) {
      const { id: _, ...rest } = definition;
      named[names.get(name) ?? name] = pointToComponents(rest, names);
    }
    return pointToComponents(properties.root, names);
  };

  return {
    named,
    of: convert,
    objectOf: (schema, direction) => {
      const json = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any', reused: 'inline' });
      return ObjectSchema.parse(json);
    },
  };
}

function nameFor(
  named: Record<string, JsonSchema>,
  name: string,
  definitions: Record<string, JsonSchema>,
  direction: 'input' | 'output',
): string {
  const { id: _, ...definition } = definitions[name] ?? {};
  const known = named[name];
  const own = pointToComponents(definition, new Map(Object.keys(definitions).map((key) => [key, key])));
  if (known === undefined || isDeepStrictEqual(known, own)) return name;
  return direction === 'input' ? `${name}Input` : `${name}Output`;
}

function pointToComponents(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, repoint(key, value, names)]));
}

function repoint(key: string, value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (key === '$ref' && typeof value === 'string') {
    const name = value.replace('#/$defs/', '');
    return `#/components/schemas/${names.get(name) ?? name}`;
  }
  if (Array.isArray(value)) return value.map((item) => repoint('', item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, item]) => [inner, repoint(inner, item, names)]),
  );
}
