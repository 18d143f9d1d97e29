import type { Migration } from '@foyer/database';
import { parseMailbox } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import type { Language } from '@foyer/service';
import type { Part } from '../part.ts';
import { askRoutes } from './ask-route.ts';
import { consentReceiptRoutes } from './consent-receipt-routes.ts';
import { disclosureData } from './disclosure-data.ts';
import { rightsDeskRoutes } from './desk-routes.ts';
import { createReceiptSigner, receiptKeyPurpose } from './erasure-receipt.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { createExecution } from './execution.ts';
import { createFindData } from './found-data.ts';
import { createLinks } from './links.ts';
import { createLinkStore } from './link-store.ts';
import { rights0030 } from './migrations/0030-rights.ts';
import { myDataRoutes } from './my-data-routes.ts';
import { createReceiptLinks } from './receipt-link.ts';
import { createRequests } from './requests.ts';
import { createRequestStore } from './request-store.ts';
import { createLinkRequestsHolding, createRequestsHolding } from './rights-holdings.ts';
import { createRightsJobs } from './rights-jobs.ts';
import { createRightsMails } from './rights-mails.ts';
import { createRightsMetrics } from './rights-metrics.ts';
import type { RightsDeps } from './rights-ports.ts';
import { createSubjectSeal } from '../subject-seal.ts';

export const rightsMigrations: Migration[] = [rights0030];

export interface Rights extends Part {
  /** What other systems read of an erasure, a rectification or a restriction. */
  disclosureData: ReturnType<typeof disclosureData>;
  /** Compiles the mails, so that the first one need not wait for it. */
  prepareMails(): Promise<void>;
}

/** The rights of the data subject (Art. 15 to 22 GDPR): at `/my-data` for everybody, and at the desk for the officer. */
export function createRights(deps: RightsDeps): Rights {
  const { db, clock, companyName, outboxDir, renderPage } = deps;
  const seal = createSubjectSeal(deps.keyFor('foyer data requests'));
  const signer = createReceiptSigner(deps.keyFor(receiptKeyPurpose));
  const receiptLinks = createReceiptLinks(deps.keyFor('foyer receipt links'));
  const { address } = parseMailbox(deps.mailFrom, 'mailFrom');
  const mailDomain = address.slice(address.lastIndexOf('@') + 1);

  const store = createRequestStore(db, seal);
  const linkStore = createLinkStore(db);
  const links = createLinks({ store: linkStore, seal, clock });
  const metrics = createRightsMetrics({ metrics: deps.metrics, clock, store });
  const mails = createRightsMails({ ...deps, mailDomain });
  const findData = createFindData(deps);
  const execution = createExecution({ ...deps, requests: store, signer });
  const requests = createRequests({ ...deps, store, execution, mailDomain });

  /** For a link that the officer sends: it is asked for like any other, and admitted at once. */
  async function openLink(subject: { email: string }, language: Language): Promise<string | undefined> {
    const requestedAt = clock.now();
    const id = uuidv7(requestedAt);
    const { email: emailDigest } = seal.digests(subject);
    if (emailDigest === null) return undefined;
    const domainDigest = seal.domainDigest(subject.email);
    const sealed = seal.seal(subject, id);
    await linkStore.insert(db, {
      id,
      subject: sealed,
      emailDigest,
      domainDigest,
      language,
      isSolved: true,
      requestedAt,
      mailDomain,
    });
    return (await links.issue(id))?.path;
  }

  return {
    routes: [
      ...askRoutes({ ...deps, links: linkStore, seal, mailDomain }),
      ...myDataRoutes({ links, findData, requests, renderPage, companyName }),
      ...consentReceiptRoutes({ links, consents: deps.consents, companyName, renderPage }),
      ...erasureRoutes({
        clock,
        links,
        requests,
        store,
        receiptLinks,
        receiptKey: signer.key,
        renderPage,
        titleOf: (name, language) =>
          deps
            .holdings()
            .find((holding) => holding.name === name)
            ?.describe(language).title ?? name,
      }),
    ],
    deskRoutes: rightsDeskRoutes({ ...deps, store, requests, findData, receiptLinks }),
    jobs: createRightsJobs({
      ...deps,
      mails,
      seal,
      links,
      linkStore,
      requests,
      store,
      execution,
      receiptLinks,
      mailDomain,
      metrics,
      openLink,
    }),
    schedules: [{ name: 'privacy.remind_requests', job: 'privacy.remind_requests', everySeconds: 86_400 }],
    personalData: [
      createRequestsHolding({ db, requests: store, seal, outboxDir }),
      createLinkRequestsHolding({ db, links: linkStore, seal, clock, outboxDir }),
    ],
    disclosureData: disclosureData(store),
    prepareMails: async () => await mails.prepare(),
  };
}
