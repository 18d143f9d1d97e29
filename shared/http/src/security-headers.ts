import koaHelmet from 'koa-helmet';

/** What our pages may load: only our own origin; wasm for the captcha; no inline script, no frame around them. */
export const pagePolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** JSON, texts and problems are not pages: if a browser is made to show one, it loads nothing. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

interface SecurityHeaders {
  /** For pages. */
  page: Record<string, string>;
  /** For everything that is no page: the few that mean something there. */
  data: Record<string, string>;
}

/**
 * Helmet's headers, worked out once: they are the same on every answer, and calling helmet for each would cost as much
 * as the answer. Cross-Origin-Resource-Policy depends on the route and is set there.
 *
 * @param isHttps whether the public URL is https; only then does Strict-Transport-Security make sense
 */
export function securityHeaders(isHttps: boolean): SecurityHeaders {
  const all: [string, string][] = [];
  const collect = {
    setHeader: (name: string, value: string) => void all.push([name.toLowerCase(), value]),
    removeHeader: () => undefined,
  };
  const helmet = koaHelmet({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    // Browsers complain when only some answers of an origin carry it, and it protects nothing here.
    originAgentCluster: false,
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
    // Not no-referrer, helmet's own choice: with that, browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
  });
  // Helmet works synchronously: by the time the promise is there, the headers are too.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- helmet only sets and removes headers
  void helmet({ req: {}, res: collect } as unknown as Parameters<typeof helmet>[0], async () => undefined);
  const forData = ['x-content-type-options', 'strict-transport-security'];
  return {
    page: Object.fromEntries(all),
    data: Object.fromEntries(all.filter(([name]) => forData.includes(name))),
  };
}
