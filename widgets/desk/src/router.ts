import { signal } from '@preact/signals';

export const BASE = '/desk';

export interface Place {
  /** Below the base, without a slash at its end: '/inbox/0198…'. */
  path: string;
  query: URLSearchParams;
}

export interface RoutePattern<Name extends string> {
  name: Name;
  /** '/inbox/:id' */
  pattern: string;
}

export interface Match<Name extends string> {
  name: Name;
  params: Record<string, string>;
}

export function readPlace(url: { pathname: string; search: string }): Place {
  const below = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : url.pathname;
  return { path: below.replace(/\/+$/, '') || '/', query: new URLSearchParams(url.search) };
}

export function matchRoute<Name extends string>(
  routes: readonly RoutePattern<Name>[],
  path: string,
): Match<Name> | undefined {
  for (const { name, pattern } of routes) {
    const params = matchPattern(pattern, path);
    if (params !== undefined) return { name, params };
  }
  return undefined;
}

function matchPattern(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
      continue;
    }
    const decoded = decodeSegment(value);
    if (decoded === undefined || decoded === '') return undefined;
    params[part.slice(1)] = decoded;
  }
  return params;
}

// A broken escape in a link must lead to "no such page", not to an exception.
function decodeSegment(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The address with these members set in its query; undefined and '' take one out. */
export function hrefWith(
  place: Place,
  changes: Record<string, string | undefined>,
  path = place.path,
): string {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  const search = query.toString();
  return `${BASE}${path === '/' ? '' : path}${search === '' ? '' : `?${search}`}`;
}

export const place = signal<Place>({ path: '/', query: new URLSearchParams() });

/** How often the person went to another place; 0 on the page that was loaded, whose heading must not take the focus. */
export const moves = signal(0);

export function navigate(href: string, options: { isReplacement?: boolean } = {}): void {
  const url = new URL(href, location.origin);
  if (url.pathname + url.search === location.pathname + location.search) return;
  if (options.isReplacement === true) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  arrive();
}

/** Follows links of the desk without loading a page anew; everything else stays the browser's. */
export function startRouter(): void {
  place.value = readPlace(location);
  addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || !isInside(link.href)) return;
    event.preventDefault();
    navigate(link.href);
  });
}

export function isInside(href: string, origin = location.origin): boolean {
  const url = new URL(href, origin);
  if (url.origin !== origin || url.pathname.startsWith(`${BASE}/api/`)) return false;
  return url.pathname === BASE || url.pathname.startsWith(`${BASE}/`);
}

function arrive(): void {
  moves.value += 1;
  place.value = readPlace(location);
}
