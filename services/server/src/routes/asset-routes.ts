import { route, type Route } from '@foyer/http';
import { z } from 'zod';
import type { Asset, Assets } from '../assets.ts';
import { serverError } from '../errors.ts';

/** `/widgets/…` for the pages of any origin, `/assets/…` for our own, `/desk/assets/…` for the desk. */
export function assetRoutes(widgets: Assets, own: Assets, desk: Assets): Route[] {
  const shared = { isShared: true, cacheControl: 'public, max-age=300, stale-while-revalidate=86400' };
  // Vite puts a hash of the content into the names.
  const hashed = { isShared: false, cacheControl: 'public, max-age=31536000, immutable' };
  return [
    fileRoute('/widgets/:file', 'A file of the widgets: scripts, workers, WASM, styles', widgets, shared),
    fileRoute('/assets/:file', 'A file of the pages of this server', own, shared),
    fileRoute('/desk/assets/:file', 'A file of the desk', desk, hashed),
  ];
}

function fileRoute(
  path: string,
  summary: string,
  assets: Assets,
  { isShared, cacheControl }: { isShared: boolean; cacheControl: string },
): Route {
  return route(
    {
      method: 'get',
      path,
      summary,
      tag: 'pages',
      params: z.object({ file: z.string().max(200) }),
      responses: { 200: 'file', 304: 'empty' },
      problems: [serverError.kinds.file_unknown],
      // Workers, modules and fetched WASM of another origin need it; there is nothing in them to protect.
      ...(isShared && { cors: true }),
    },
    ({ params, headers }) => {
      const asset = assets.get(params.file);
      if (asset === undefined) throw serverError('file_unknown');
      const common = {
        ETag: asset.etag,
        Vary: 'Accept-Encoding',
        'Cache-Control': cacheControl,
        ...(isShared && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
        // A worker obeys the policy that its own script came with: the solver needs WASM, and Argon2 a second script.
        'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      };
      if (headers['if-none-match'] === asset.etag) return { status: 304, headers: common };
      const { file, encoding } = encoded(asset, headers['accept-encoding'] ?? '');
      return {
        status: 200,
        file,
        type: asset.type,
        headers: encoding === undefined ? common : { ...common, 'Content-Encoding': encoding },
      };
    },
  );
}

function encoded(asset: Asset, accepts: string): { file: Uint8Array; encoding?: string } {
  if (asset.gzip !== undefined && /\bgzip\b/.test(accepts)) return { file: asset.gzip, encoding: 'gzip' };
  return { file: asset.plain };
}
