import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigProblem {
  /** Name of the variable: `DATABASE_URL`. */
  variable: string;
  /** Full sentence without the name: `must be a whole number from 1 to 65535, got 'eighty'`. */
  problem: string;
}

/** Everything that is wrong with the configuration, at once. The process exits with 78 (EX_CONFIG of sysexits.h). */
export class ConfigError extends Error {
  readonly problems: ConfigProblem[];

  constructor(problems: ConfigProblem[]) {
    super(
      `the configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n` +
        problems.map(({ variable, problem }) => `  ${variable} ${problem}`).join('\n'),
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from environment variables; the schema's keys are their names.
 * An empty variable counts as not given, since shells and compose files cannot unset one.
 * A variable's `.describe('a whole number from 1 to 65535')` is what the message says would do.
 * Values never appear in messages when the variable's name or value looks secret, or it has `.meta({ secret: true })`.
 *
 * @throws ConfigError with every problem, among them each `FOYER_…` variable that the schema does not know
 */
export function readConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
): z.output<z.ZodObject<Shape>> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = schema.safeParse(given);
  const problems = [...schemaProblems(schema, given, parsed.error), ...unknownVariables(schema, env)];
  if (parsed.data === undefined || problems.length > 0) throw new ConfigError(problems);
  return parsed.data;
}

function schemaProblems(
  schema: z.ZodObject,
  given: Record<string, string>,
  error: z.ZodError | undefined,
): ConfigProblem[] {
  const byVariable = new Map<string, string>();
  for (const issue of error?.issues ?? []) {
    const variable = String(issue.path[0] ?? '');
    if (byVariable.has(variable)) continue;
    byVariable.set(
      variable,
      describeProblem(variable, schema.shape[variable], given[variable], issue.message),
    );
  }
  return [...byVariable].map(([variable, problem]) => ({ variable, problem }));
}

function describeProblem(
  variable: string,
  schema: z.core.$ZodType | undefined,
  value: string | undefined,
  message: string,
): string {
  const meta = schema && metaOf(schema);
  // A check across variables has no field of its own to describe; its message is all there is.
  if (meta?.description === undefined)
    return value === undefined ? message : `${message}, got ${show(variable, value, meta)}`;
  if (value === undefined) return `must be given: ${meta.description}`;
  return `must be ${meta.description}, got ${show(variable, value, meta)}`;
}

function unknownVariables(schema: z.ZodObject, env: Environment): ConfigProblem[] {
  const known = Object.keys(schema.shape).filter((name) => name.startsWith('FOYER_'));
  return Object.keys(env)
    .filter((name) => name.startsWith('FOYER_') && !known.includes(name))
    .map((variable) => ({
      variable,
      problem: `is not known; the known ones are ${known.join(', ') || '(none)'}`,
    }));
}

interface VariableMeta {
  description?: string | undefined;
  secret?: boolean;
}

// `.default()` and `.optional()` wrap a schema without carrying its description along.
function metaOf(schema: z.core.$ZodType): VariableMeta {
  let inner: z.core.$ZodType | undefined = schema;
  for (let depth = 0; inner && depth < 10; depth++) {
    const meta = z.globalRegistry.get(inner);
    if (meta?.description !== undefined || meta?.['secret'] === true) {
      return { description: meta.description, secret: meta['secret'] === true };
    }
    inner = innerOf(inner);
  }
  return {};
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const def: object = schema.def;
  const inner = 'innerType' in def ? def.innerType : 'in' in def ? def.in : undefined;
  return inner instanceof z.core.$ZodType ? inner : undefined;
}

function show(variable: string, value: string, meta: VariableMeta | undefined): string {
  const isSecret = meta?.secret === true || /SECRET|PASSWORD|TOKEN|KEY/.test(variable) || value.includes('@');
  return isSecret ? `a value of ${value.length} characters (hidden)` : `'${value.slice(0, 100)}'`;
}
