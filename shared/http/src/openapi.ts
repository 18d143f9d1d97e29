import { Problem } from '@foyer/contracts';
import type { z } from 'zod';
import { deskCookie, deskCsrfHeader } from './actor.ts';
import { mediaTypesOf } from './body.ts';
import { httpError } from './errors.ts';
import { createJsonSchemas } from './json-schemas.ts';
import type { JsonSchema, JsonSchemas } from './json-schemas.ts';
import type { ResponseKind } from './responses.ts';
import type { Route } from './route.ts';

export interface ApiInfo {
  title: string;
  version: string;
  description?: string;
  /** Where the API is reached; the public URL. */
  serverUrl?: string;
}

export type OpenApiDocument = Record<string, unknown>;

/**
 * The routes as an OpenAPI 3.1 document. Schemas with `.meta({ id })` stand under components; desk routes carry their
 * permission as `x-permission` and ask for the session's cookie; bodies that carry a captcha solution have `x-captcha`.
 */
export function openapi(routes: readonly Route[], info: ApiInfo): OpenApiDocument {
  const schemas = createJsonSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route, schemas) };
  }
  const { serverUrl, ...described } = info;
  return {
    openapi: '3.1.0',
    info: described,
    ...(serverUrl !== undefined && { servers: [{ url: serverUrl }] }),
    paths,
    components: {
      schemas: schemas.named,
      ...(routes.some((route) => route.permission !== undefined) && { securitySchemes }),
    },
  };
}

const securitySchemes = {
  staffSession: {
    type: 'apiKey',
    in: 'cookie',
    name: deskCookie,
    description: 'The cookie that signing in at the desk sets.',
  },
  staffCsrf: {
    type: 'apiKey',
    in: 'header',
    name: deskCsrfHeader,
    description: 'The csrfToken that GET /desk/api/session answers; wherever something changes.',
  },
};

function securityOf(route: Route): object[] {
  return [{ staffSession: [], ...(route.method !== 'get' && { staffCsrf: [] }) }];
}

function operationOf(route: Route, schemas: JsonSchemas): object {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag ?? route.path.split('/')[1] ?? ''],
    parameters: [
      ...parametersOf(route.params, 'path', schemas),
      ...parametersOf(route.query, 'query', schemas),
      ...parametersOf(route.requestHeaders, 'header', schemas),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: contentOf(mediaTypesOf(route), schemas.of(route.body, 'input')),
      },
    }),
    responses: responsesOf(route, schemas),
    ...(route.permission !== undefined && { 'x-permission': route.permission, security: securityOf(route) }),
    ...(route.captcha === true && { 'x-captcha': true }),
  };
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query' | 'header',
  schemas: JsonSchemas,
): object[] {
  if (!schema) return [];
  const { properties, required } = schemas.objectOf(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function responsesOf(route: Route, schemas: JsonSchemas): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const [status, title] of problemTitles(route)) {
    const problem = contentOf(['application/problem+json'], schemas.of(Problem, 'output'));
    responses[status] = { description: title, content: problem };
  }
  for (const [status, declared] of Object.entries(route.responses)) {
    const kinds: readonly ResponseKind[] = isList(declared) ? declared : [declared];
    const content = Object.assign({}, ...kinds.map((kind) => contentOfKind(kind, schemas)));
    responses[status] = {
      description: descriptionOf(Number(status)),
      ...(kinds.includes('redirect') && { headers: { Location: { schema: { type: 'string' } } } }),
      ...(Object.keys(content).length > 0 && { content }),
    };
  }
  return responses;
}

function problemTitles(route: Route): Map<number, string> {
  const { kinds } = httpError;
  const any = [
    ...(route.body
      ? [kinds.body_malformed, kinds.body_too_large, kinds.body_type_unsupported, kinds.validation_failed]
      : []),
    ...(route.query ? [kinds.query_malformed, kinds.validation_failed] : []),
    ...(route.params ? [kinds.not_found] : []),
    ...(route.permission === undefined ? [] : [kinds.unauthenticated, kinds.forbidden]),
    ...(route.problems ?? []),
  ];
  const titles = new Map<number, Set<string>>();
  for (const { status, code, title } of any) {
    titles.set(status, (titles.get(status) ?? new Set()).add(`${title} (\`${code}\`)`));
  }
  return new Map([...titles].map(([status, texts]) => [status, [...texts].join('; ')]));
}

function contentOfKind(kind: ResponseKind, schemas: JsonSchemas): object {
  if (typeof kind !== 'string') return contentOf(['application/json'], schemas.of(kind, 'output'));
  if (kind === 'html') return contentOf(['text/html'], { type: 'string' });
  if (kind === 'text') return contentOf(['text/plain'], { type: 'string' });
  return kind === 'file' ? { '*/*': {} } : {};
}

function contentOf(mediaTypes: readonly string[], schema: JsonSchema): object {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
}

function operationIdOf(route: Route): string {
  const words = route.path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [route.method, ...words].join('_');
}

function descriptionOf(status: number): string {
  if (status >= 400) return 'Refused';
  if (status >= 300) return 'Go on there';
  return status === 204 ? 'Done, nothing to say' : 'Done';
}

function isList(declared: ResponseKind | readonly ResponseKind[]): declared is readonly ResponseKind[] {
  return Array.isArray(declared);
}
