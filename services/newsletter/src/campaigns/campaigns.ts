import type { Migration } from '@foyer/database';
import type { Part } from '../part.ts';
import { audienceRoutes } from './audience-routes.ts';
import { blockRoutes } from './block-routes.ts';
import { createBlockStore } from './block-store.ts';
import { createBlocks } from './blocks.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import { campaignRoutes } from './campaign-routes.ts';
import { createCampaignStore } from './campaign-store.ts';
import { createCompose } from './composition.ts';
import { imageRoutes } from './image-routes.ts';
import { createImageStore } from './image-store.ts';
import { createImages } from './images.ts';
import { launchRoutes } from './launch-routes.ts';
import { createLinkAddresses } from './link-address.ts';
import { publicCampaignRoutes } from './link-routes.ts';
import { createLinkStore } from './link-store.ts';
import { createLinks } from './links.ts';
import { campaigns as campaigns0010 } from './migrations/0010-campaigns.ts';
import { campaignLinks } from './migrations/0011-links.ts';
import { createPreflight } from './preflight.ts';
import { previewRoutes } from './preview-routes.ts';
import { createPreviewStore } from './preview-store.ts';
import { createReleasing } from './releasing.ts';
import { createCheckSender, createResolveTxt } from './sender-dns.ts';
import { createStarting, startJob } from './starting.ts';
import { createSendTestMail } from './test-mail.ts';
import { createTestMailStore } from './test-mail-store.ts';
import { createWriting } from './writing.ts';

export interface Campaigns extends Part {
  /** Writes down the calls of links that are counted in memory. May be called twice. */
  close(): Promise<void>;
}

export const campaignMigrations: Migration[] = [campaigns0010, campaignLinks];

/** What newsletters say: written, looked at, released by a second person, started, and how often their links were opened. */
export function createCampaigns(deps: CampaignDeps): Campaigns {
  const { db, clock, publicUrl } = deps;
  const store = createCampaignStore(db);
  const blockStore = createBlockStore(db);
  const imageStore = createImageStore(db);
  const linkAddresses = createLinkAddresses(deps.keyFor('foyer newsletter counted links'));
  const links = createLinks({ ...deps, store: createLinkStore(db), addresses: linkAddresses });
  const writing = createWriting({ ...deps, store });
  const preflight = createPreflight({
    compose: createCompose({ compiler: deps.campaignCompiler, publicUrl }),
    blocks: blockStore,
    images: imageStore,
    linkAddresses,
    checkSender: createCheckSender({
      clock,
      resolve: deps.resolveTxt ?? createResolveTxt(),
      signingKey: deps.signingKey,
      returnDomain: deps.returnDomain,
    }),
    topicsOf: async (reader) => (await deps.topicsOf(reader)).map(({ id }) => id),
    publicUrl,
  });
  const starting = createStarting({ ...deps, store });
  const shared = { ...deps, store, writing, preflight };

  return {
    routes: publicCampaignRoutes({ links, images: imageStore }),
    deskRoutes: [
      ...campaignRoutes(shared),
      ...launchRoutes({
        ...shared,
        releasing: createReleasing(shared),
        starting,
        sendTestMail: createSendTestMail({ ...shared, testMails: createTestMailStore() }),
        links,
      }),
      ...previewRoutes({ ...shared, previews: createPreviewStore(db) }),
      ...blockRoutes({
        ...deps,
        kind: 'template',
        blocks: createBlocks({ ...deps, store: blockStore, kind: 'template' }),
      }),
      ...blockRoutes({
        ...deps,
        kind: 'part',
        blocks: createBlocks({ ...deps, store: blockStore, kind: 'part' }),
      }),
      ...imageRoutes(createImages({ ...deps, store: imageStore })),
      ...audienceRoutes(deps),
    ],
    jobs: { [startJob]: starting.startOnTime },
    schedules: [],
    personalData: [],
    close: async () => await links.close(),
  };
}
