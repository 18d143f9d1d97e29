import { fileURLToPath } from 'node:url';
import { createHttpApp, openapi } from '@foyer/http';
import { isLanguage } from '@foyer/kit/language';
import type Koa from 'koa';
import { loadAssets, readPage } from './assets.ts';
import { problemPage } from './pages/layout.ts';
import { pagesSite } from './pages-site.ts';
import { assetRoutes } from './routes/asset-routes.ts';
import { deskPageRoutes } from './routes/desk-page-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { outboxRoutes } from './routes/outbox-routes.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { retentionRoutes } from './routes/retention-routes.ts';
import type { System } from './system.ts';

const widgetFolders = ['captcha', 'contact', 'callback', 'newsletter', 'kit'].map((widget) =>
  folder(`../../../widgets/${widget}/dist`),
);

const deskFolder = folder('../../../widgets/desk/dist');

/** All that visitors and staff may call, mounted from one list, which is also the documentation. */
export async function createWebApp(system: System, observe: Koa.Middleware): Promise<Koa> {
  const { config, log, metrics, readiness, instance } = system;
  const { all, captcha, contact, callback, newsletter, staff, privacy, deskRoutes, isRetentionPublic } =
    system.services;
  const site = { companyName: config.companyName, privacyUrl: config.privacyUrl };
  const demo = await captcha.sites.ensureDemoSite(pagesSite(config));
  const hasOutbox = system.mail.kind === 'outbox';

  const routes = [
    ...all.flatMap((service) => service.routes),
    ...deskRoutes,
    ...healthRoutes(readiness, instance),
    ...assetRoutes(
      await loadAssets(widgetFolders),
      await loadAssets([folder('pages')]),
      await loadAssets([`${deskFolder}/assets`]),
    ),
    ...deskPageRoutes(await readPage(`${deskFolder}/index.html`)),
    ...pageRoutes({
      siteKey: demo.siteKey,
      site,
      hasOutbox,
      formSettings: (language) => contact.formSettings('default', language),
      callbackSettings: async (language) => await callback.settings({ language }),
      newsletterSettings: newsletter.readForm,
      openapi: () => document,
    }),
    ...retentionRoutes({
      site,
      isPublic: isRetentionPublic,
      overview: (language) => privacy.retention.overview(language),
    }),
    ...(hasOutbox ? outboxRoutes(system.dataFolder.outbox) : []),
  ];
  const document = openapi(routes, {
    title: 'Foyer',
    version: '0.1.0',
    description:
      'The front hall of a company’s web site: contact, callbacks and newsletter behind a proof-of-work captcha, and the desk of the staff.',
    serverUrl: config.publicUrl,
  });
  return createHttpApp({
    routes,
    log,
    metrics,
    trustProxy: config.trustProxy,
    publicUrl: config.publicUrl,
    middleware: [observe],
    authorize: staff.authorize,
    languages: ['en', 'nl', 'de', 'fr'],
    renderProblemPage: (problem, language) =>
      problemPage({ ...problem, language: isLanguage(language) ? language : 'en', site }),
  });
}

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
