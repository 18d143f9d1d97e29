import type { IncomingHttpHeaders } from 'node:http';
import type { AppError, ErrorKind, FieldError, Log } from '@foyer/runtime';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { httpError } from './errors.ts';
import { fieldErrors } from './field-errors.ts';
import type { RawFields } from './raw-fields.ts';
import { RouteCall } from './route-call.ts';
import type { Answer, AnswerOf, Responses } from './responses.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type BodyType = 'json' | 'form' | 'multipart';

export interface CorsRules {
  /** Request headers beyond the safelisted ones that a page may send, in lower case: `x-frc-client`. */
  allowHeaders?: readonly string[];
  /** How long a browser may remember the answer to a preflight; a day when not given. */
  maxAgeSeconds?: number;
}

/** What a handler and `answerError` know of the request besides its parsed parts. */
export interface RequestFacts {
  /** The visitor's address. Only for hashing; never store, log or send it. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** HEAD, which is served by the route of GET: for what counts those who look. */
  readonly isHead: boolean;
  /** Carries the request id. */
  readonly log: Log;
  /** The best of the given types ('json', 'html', 'text/css'…) for this program, or undefined. */
  accepts(this: void, ...types: string[]): string | undefined;
  /** The best of the given languages for this program, or undefined. */
  acceptsLanguage(this: void, ...languages: string[]): string | undefined;
}

export interface RouteRequest<Params, Query, Body> extends RequestFacts {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface RouteSpec<
  Declared extends Responses,
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  Recovered extends AnswerOf<Declared> = AnswerOf<Declared>,
> {
  method: Method;
  /** `/contact/messages/:reference`; each parameter is a field of `params`. */
  path: string;
  summary: string;
  description?: string;
  /** Heading in the documentation; the first segment of the path when not given. */
  tag?: string;
  /** Values that do not fit are answered with 404: no such thing. */
  params?: Params;
  /** All values are texts, each key at most once. Unknown keys are let through by z.object and dropped. */
  query?: Query;
  /** Headers of the route's own, in lower case, for the documentation; the handler reads them from `headers`. */
  requestHeaders?: z.ZodType;
  /** Forms give flat objects of texts. */
  body?: Body;
  /** `['json']` when not given. */
  bodyTypes?: readonly BodyType[];
  /** 65,536 when not given. */
  maxBodyBytes?: number;
  responses: Declared;
  /** Problems of the service's own that the handler throws, for the documentation. */
  problems?: readonly ErrorKind[];
  /** For the documentation: the body carries a captcha solution. */
  captcha?: boolean;
  /** Pages of other origins may call it, without credentials. */
  cors?: boolean | CorsRules;
  /**
   * For a protocol with answers of its own instead of problem+json: turns any failure of this route (bad body, thrown
   * AppError, unforeseen error as `internal_error`) into a declared answer. undefined leaves it to problem+json.
   * `body` is what could be read of the request, unchecked.
   */
  answerError?: (
    error: AppError,
    request: RequestFacts & { readonly body: unknown },
  ) => Recovered | undefined | Promise<Recovered | undefined>;
}

/** The parts of a request as they came, before any schema has seen them. */
export interface RawParts {
  readonly params: unknown;
  readonly query: RawFields | undefined;
  readonly body: RawFields | undefined;
  /** Who was let in; only where the route needs a permission. */
  readonly actor?: Actor;
}

/** A route as the app and the documentation see it; made by `route()` and `deskRoute()` only. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag?: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly requestHeaders?: z.ZodType;
  readonly body: z.ZodType | undefined;
  readonly bodyTypes: readonly BodyType[];
  readonly maxBodyBytes: number;
  readonly responses: Responses;
  readonly problems?: readonly ErrorKind[];
  /** What a caller must be allowed to: checked by the app's `authorize` before the body is read. */
  readonly permission?: string;
  readonly captcha?: boolean;
  readonly cors?: boolean | CorsRules;
  readonly answerError?: (
    error: AppError,
    request: RequestFacts & { readonly body: unknown },
  ) => Answer | undefined | Promise<Answer | undefined>;
  /** Checks the parts by their schemas and runs the handler. */
  readonly answer: (facts: RequestFacts, parts: RawParts) => Answer | Promise<Answer>;
}

/**
 * A route as data, with the handler that returns its answer. A status or body that `responses` does not declare does not
 * compile.
 *
 * @throws RangeError when the parts contradict each other: a GET with a body, a path parameter without a schema
 */
export function route<
  const Declared extends Responses,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  // const, because TypeScript widens 'false' and 'held' in what a function returns to a type that is still being inferred.
  const Given extends AnswerOf<Declared> = AnswerOf<Declared>,
  const Recovered extends AnswerOf<Declared> = AnswerOf<Declared>,
>(
  spec: RouteSpec<Declared, Params, Query, Body, Recovered>,
  handler: (request: RouteRequest<Parsed<Params>, Parsed<Query>, Parsed<Body>>) => Given | Promise<Given>,
): Route {
  return parsedRoute(spec, (request) => handler(request));
}

/** The route with a handler that also sees the parts as they came; `route` and `deskRoute` are made of it. */
export function parsedRoute<
  const Declared extends Responses,
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  const Recovered extends AnswerOf<Declared>,
>(
  spec: RouteSpec<Declared, Params, Query, Body, Recovered>,
  handler: (
    request: RouteCall<Parsed<Params>, Parsed<Query>, Parsed<Body>>,
    parts: RawParts,
  ) => Answer | Promise<Answer>,
): Route {
  refuseContradictions(spec);
  const { params, query, body, ...rest } = spec;
  return {
    ...rest,
    params,
    query,
    body,
    bodyTypes: spec.bodyTypes ?? ['json'],
    maxBodyBytes: spec.maxBodyBytes ?? 65_536,
    answer: (facts, parts) =>
      handler(
        new RouteCall(
          facts,
          parsePart(params, parts.params, parameterUnknown),
          parsePart(query, parts.query?.value, validationFailed, parts.query?.repeated),
          parsePart(body, parts.body?.value, validationFailed, parts.body?.repeated),
        ),
        parts,
      ),
  };
}

function parsePart<Schema extends z.ZodType | undefined>(
  schema: Schema | undefined,
  value: unknown,
  failure: (errors: FieldError[]) => AppError,
  repeated: readonly string[] = [],
): Parsed<Schema> {
  // oxlint-disable typescript/no-unsafe-type-assertion -- TypeScript does not narrow a conditional type by a check of its parameter
  if (schema === undefined) return undefined as Parsed<Schema>;
  const parsed = schema.safeParse(value);
  if (parsed.success && repeated.length === 0) return parsed.data as Parsed<Schema>;
  // oxlint-enable typescript/no-unsafe-type-assertion
  throw failure(fieldErrors(parsed.error, value, repeated));
}

function validationFailed(errors: FieldError[]): AppError {
  const detail = `${errors.length === 1 ? 'one field is' : `${errors.length} fields are`} not as asked`;
  return httpError('validation_failed', detail, { errors });
}

function parameterUnknown(): AppError {
  return httpError('not_found', 'nothing has this address');
}

function refuseContradictions(spec: {
  method: Method;
  path: string;
  params?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  bodyTypes?: readonly BodyType[];
  captcha?: boolean;
}): void {
  const name = `route ${spec.method} ${spec.path}`;
  if (!spec.path.startsWith('/')) throw new RangeError(`${name}: path must start with '/'`);
  if (spec.method === 'get' && spec.body)
    throw new RangeError(`${name}: a GET changes nothing and has no body`);
  if (!spec.body && (spec.bodyTypes || spec.captcha === true)) {
    throw new RangeError(`${name}: bodyTypes and captcha need a body schema`);
  }
  const inPath = [...spec.path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter).toSorted(byText);
  const inSchema = spec.params instanceof z.ZodObject ? Object.keys(spec.params.shape).toSorted(byText) : [];
  if (inPath.join() !== inSchema.join()) {
    throw new RangeError(
      `${name}: params must be a z.object of '${inPath.join()}', got '${inSchema.join()}'`,
    );
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
