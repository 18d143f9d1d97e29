import type { Middleware } from 'koa';
import type { ProxyObservations } from './observations.ts';

/** Counts what proxies say, never what addresses they name, so that `doctor` can tell whether TRUST_PROXY fits. */
export function observeProxies(): { middleware: Middleware; read: () => ProxyObservations } {
  const seen: ProxyObservations = { requests: 0, withForwardedFor: 0, mostHops: 0 };
  return {
    middleware: async (ctx, next) => {
      seen.requests++;
      const header = ctx.req.headers['x-forwarded-for'];
      if (typeof header === 'string') {
        seen.withForwardedFor++;
        seen.mostHops = Math.max(seen.mostHops, header.split(',').length);
      }
      return await next();
    },
    read: () => ({ ...seen }),
  };
}
