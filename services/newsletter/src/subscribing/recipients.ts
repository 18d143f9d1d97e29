import type { DatabaseOrTx } from '@foyer/database';
import type { Salutation } from './subscriber.ts';
import { readRecipients } from './recipient-store.ts';
import { wholeNewsletter, type ConsentPort, type SuppressionPort } from './privacy-ports.ts';

/** Who may be written to now, and with what words. */
export interface Recipient {
  email: string;
  name: string;
  salutation: Salutation;
  language: string;
}

interface NoRecipient {
  excluded: 'gone' | 'unsubscribed' | 'paused' | 'restricted' | 'suppressed' | 'no_consent';
}

export interface Recipients {
  /**
   * To be asked at the moment of the claim, for many at once: an answer for each id. Who is in none of the topics any more
   * has unsubscribed.
   */
  recipientsNow(
    db: DatabaseOrTx,
    subscriberIds: readonly string[],
    topics: readonly string[],
    now: Date,
  ): Promise<Map<string, Recipient | NoRecipient>>;
  /** Of these, the ids of those whom the suppression list names: for freezing an audience. */
  suppressedAmong(
    db: DatabaseOrTx,
    people: readonly { id: string; email: string }[],
    topics: readonly string[],
  ): Promise<Set<string>>;
}

export function createRecipients(deps: {
  suppression: Pick<SuppressionPort, 'notSuppressed'>;
  consents: Pick<ConsentPort, 'withConsent'>;
}): Recipients {
  const { suppression, consents } = deps;

  return {
    recipientsNow: async (db, subscriberIds, topics, now) => {
      const answers = new Map<string, Recipient | NoRecipient>(
        subscriberIds.map((id) => [id, { excluded: 'gone' }]),
      );
      const rows = await readRecipients(db, subscriberIds, topics);
      for (const row of rows) {
        if (row.isRestricted) answers.set(row.id, { excluded: 'restricted' });
        else if (row.state !== 'active' || row.topics.length === 0)
          answers.set(row.id, { excluded: 'unsubscribed' });
        else if (row.pausedUntil !== null && row.pausedUntil > now)
          answers.set(row.id, { excluded: 'paused' });
        else answers.set(row.id, { excluded: 'suppressed' });
      }
      const open = rows.filter(({ id }) => {
        const answer = answers.get(id);
        return answer !== undefined && 'excluded' in answer && answer.excluded === 'suppressed';
      });
      const reachable = await suppression.notSuppressed(db, open, wholeNewsletter);
      const unsuppressed = await inSomeTopic(db, reachable, topics);
      const agreed = new Set(
        (await consents.withConsent(db, unsuppressed, 'newsletter')).map(({ id }) => id),
      );
      for (const { id, email, name, salutation, language } of unsuppressed) {
        answers.set(id, agreed.has(id) ? { email, name, salutation, language } : { excluded: 'no_consent' });
      }
      return answers;
    },
    suppressedAmong: async (db, people, topics) => {
      const reachable = await suppression.notSuppressed(db, people, wholeNewsletter);
      const left = new Set<string>();
      for (const topic of topics) {
        // Whoever may be written to about one of the topics is looked at again at the claim, with their own topics.
        const rest = reachable.filter(({ id }) => !left.has(id));
        for (const { id } of await suppression.notSuppressed(db, rest, `list:${topic}`)) left.add(id);
      }
      return new Set(people.flatMap(({ id }) => (left.has(id) ? [] : [id])));
    },
  };

  /** Those who are in one of the topics that they do not refuse. */
  async function inSomeTopic<Some extends { id: string; email: string; topics: readonly string[] }>(
    db: DatabaseOrTx,
    people: readonly Some[],
    topics: readonly string[],
  ): Promise<Some[]> {
    const found = new Set<string>();
    for (const topic of topics) {
      const asked = people.filter((person) => !found.has(person.id) && person.topics.includes(topic));
      for (const { id } of await suppression.notSuppressed(db, asked, `list:${topic}`)) found.add(id);
    }
    return people.filter(({ id }) => found.has(id));
  }
}
