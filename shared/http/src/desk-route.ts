import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { AnswerOf, Responses } from './responses.ts';
import { parsedRoute } from './route.ts';
import type { Parsed, Route, RouteRequest, RouteSpec } from './route.ts';

/** A route for staff. It takes JSON only, which no form of another origin can send, and no other origin may call it. */
export type DeskRouteSpec<
  Declared extends Responses,
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
> = Omit<
  RouteSpec<Declared, Params, Query, Body>,
  'bodyTypes' | 'captcha' | 'cors' | 'answerError' | 'permission'
> & {
  /** What the caller must be allowed to: `inbox.reply`. A written string, so that a search finds it. */
  permission: string;
};

export type DeskRequest<Params, Query, Body> = RouteRequest<Params, Query, Body> & { readonly actor: Actor };

/**
 * Like `route()`, for staff: needs a permission, and the handler is told who is calling.
 *
 * @throws RangeError as `route()` does, and when the path is not below `/desk/api/`
 */
export function deskRoute<
  const Declared extends Responses,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  const Given extends AnswerOf<Declared> = AnswerOf<Declared>,
>(
  spec: DeskRouteSpec<Declared, Params, Query, Body>,
  handler: (request: DeskRequest<Parsed<Params>, Parsed<Query>, Parsed<Body>>) => Given | Promise<Given>,
): Route {
  const { permission, ...rest } = spec;
  const name = `route ${spec.method} ${spec.path}`;
  if (!spec.path.startsWith('/desk/api/')) {
    throw new RangeError(`${name}: the path of a desk route must start with '/desk/api/'`);
  }
  const made = parsedRoute<Declared, Params, Query, Body, AnswerOf<Declared>>(rest, (request, { actor }) => {
    // Without this line a mistake in the app would let everybody in; with it, nobody.
    if (!actor) throw new Error(`${name} needs '${permission}' and was called without anybody`);
    return handler(Object.assign(request, { actor }));
  });
  return { ...made, tag: spec.tag ?? tagOf(spec.path), permission };
}

// '/desk/api/inbox/items': all of them under 'desk' would be one heap in the documentation.
function tagOf(path: string): string {
  return `desk ${path.split('/')[3] ?? ''}`;
}
