import type { DatabaseOrTx } from '@foyer/database';
import { fillPieces } from '@foyer/mail';
import { z } from 'zod';
import type { CompiledMail } from '../compiled-mail.ts';
import { Audience } from '../subscribing/audience.ts';
import type { BlockStore } from './block-store.ts';
import { CampaignLink, type Campaign, type CampaignValue, type ReleasedContent } from './campaign.ts';
import { contentOf, hashOf, maxHtmlBytes, type Compose, type Composition } from './composition.ts';
import { Finding, findingOf, isBlocking } from './finding.ts';
import type { ImageStore } from './image-store.ts';
import type { LinkAddresses } from './link-address.ts';
import { readMaterial, type ReadMaterial } from './material.ts';
import { nobodyInParticular, sampleValues } from './sample-reader.ts';
import type { CheckSender } from './sender-dns.ts';

/** What is said of a mail before it may be sent, as the desk reads it. */
export const PreflightAnswer = z
  .object({
    contentHash: z
      .string()
      .nullable()
      .describe('of the exact content, to be released; null: it does not compile'),
    htmlBytes: z.int(),
    maxHtmlBytes: z.int(),
    subject: z.string().describe('as the reader of the preview would see it'),
    text: z.string().describe('filled in for the reader of the preview'),
    textIsAutomatic: z.boolean(),
    links: z.array(CampaignLink.strip()),
    findings: z.array(Finding),
    mayBeReleased: z.boolean().describe('no finding is an error'),
  })
  .meta({ id: 'NewsletterPreflight' });

export interface Examined {
  answer: z.infer<typeof PreflightAnswer>;
  /** What would be sent; undefined when it does not compile or names no audience. */
  content: ReleasedContent | undefined;
  material: ReadMaterial;
}

export interface Preflight {
  /** Everything that is to be said of a saved campaign, the DNS included. */
  examine(db: DatabaseOrTx, campaign: Pick<Campaign, 'number' | 'value'>): Promise<Examined>;
  /** What can be said at once of what is being written; links lead straight to where they go. */
  look(
    db: DatabaseOrTx,
    value: CampaignValue,
  ): Promise<{ answer: Examined['answer']; mail: CompiledMail | undefined }>;
}

export function createPreflight(deps: {
  compose: Compose;
  blocks: BlockStore;
  images: ImageStore;
  linkAddresses: LinkAddresses;
  checkSender: CheckSender;
  topicsOf: (db: DatabaseOrTx) => Promise<readonly string[]>;
  publicUrl: string;
}): Preflight {
  const { compose, blocks, images, linkAddresses, checkSender, topicsOf, publicUrl } = deps;

  /** What stands in for a reader; a mail that does not compile stays as it is written. */
  function shown(mail: CompiledMail | undefined, part: 'subject' | 'text', written: string): string {
    if (mail === undefined) return written;
    return fillPieces(mail[part], sampleValues(mail, nobodyInParticular, publicUrl));
  }

  function answerOf(value: CampaignValue, composition: Composition, contentHash: string | undefined) {
    const { mail, findings, links, text, htmlBytes } = composition;
    return {
      contentHash: contentHash ?? null,
      htmlBytes,
      maxHtmlBytes,
      subject: shown(mail, 'subject', value.subject),
      text: shown(mail, 'text', text),
      textIsAutomatic: value.text === null,
      links,
      findings,
      mayBeReleased: !findings.some(isBlocking),
    };
  }

  async function compositionOf(db: DatabaseOrTx, value: CampaignValue, number: number | undefined) {
    const material = await readMaterial(db, blocks, value);
    const composition = await compose(
      value,
      material,
      number === undefined ? undefined : (link) => publicUrl + linkAddresses.pathOf(number, link),
    );
    const known = await images.existing(db, composition.images);
    const missing = composition.images.filter((file) => !known.has(file));
    composition.findings.push(...missing.map((file) => findingOf('image_unknown', { in: 'html' }, file)));
    return { material, composition };
  }

  return {
    examine: async (db, { number, value }) => {
      const { material, composition } = await compositionOf(db, value, number);
      const [topics, ofSender] = [await topicsOf(db), await checkSender(value.from.address)];
      for (const topic of [...value.audience.topics, ...(value.audience.exceptTopics ?? [])]) {
        if (!topics.includes(topic))
          composition.findings.push(findingOf('topic_unknown', { in: 'audience' }, topic));
      }
      composition.findings.push(...checkPublicUrl(publicUrl), ...ofSender);
      const { mail, links } = composition;
      const isComplete = mail !== undefined && Audience.safeParse(value.audience).success;
      const content = isComplete ? contentOf(value, mail, links) : undefined;
      return { material, content, answer: answerOf(value, composition, content && hashOf(content)) };
    },
    look: async (db, value) => {
      const { composition } = await compositionOf(db, value, undefined);
      return { answer: answerOf(value, composition, undefined), mail: composition.mail };
    },
  };
}

/** RFC 8058 §3.1: the address for one click is https. */
function checkPublicUrl(publicUrl: string): Finding[] {
  const { protocol, hostname } = new URL(publicUrl);
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) {
    return [findingOf('one_click_on_this_machine', { in: 'html' })];
  }
  return protocol === 'https:' ? [] : [findingOf('one_click_needs_https', { in: 'html' })];
}
