import type { Database } from '@foyer/database';
import { type DataNotice, type Language, noticeOf } from '@foyer/service';
import { describePending, describeSubscribers } from './descriptions.ts';
import { newsletterPurpose, type ConsentPort } from './privacy-ports.ts';
import type { TopicStore } from './topic-store.ts';

/** What a form must know before it can be shown, and what the visitor reads before sending it. */
export interface SignUpForm {
  language: Language;
  /** A box each, unless there is only one. */
  topics: { id: string; name: string; description: string }[];
  /** null: nobody can subscribe at the moment. */
  consent: { version: number; wording: string; asksAge: boolean } | null;
  notice: DataNotice;
}

export type ReadForm = (language: Language) => Promise<SignUpForm>;

export function createReadForm(deps: {
  db: Database;
  topics: TopicStore;
  consents: Pick<ConsentPort, 'consentOffers'>;
}): ReadForm {
  const { db, topics, consents } = deps;
  return async (language) => {
    const [offer] = await consents.consentOffers(db, [newsletterPurpose], language);
    const shown = (await topics.list(db)).filter(({ isActive }) => isActive);
    const subscribers = noticeOf(describeSubscribers()[language]);
    return {
      language,
      topics: shown.map(({ id, names, descriptions }) => ({
        id,
        name: names[language],
        description: descriptions[language],
      })),
      consent:
        offer === undefined || shown.length === 0
          ? null
          : { version: offer.version, wording: offer.wording, asksAge: offer.asksAge },
      notice: {
        ...subscribers,
        until: `${describePending()[language].retention} ${subscribers.until}`,
      },
    };
  };
}
