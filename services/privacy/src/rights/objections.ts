import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { DataSubject } from '@foyer/service';
import { isReadable, type Contact } from '../suppression/contact.ts';
import type { SuppressionPort } from '../suppression/suppression-list.ts';
import type { MarketingScope, Objections } from './rights-ports.ts';

/** Objections to advertising (Art. 21(2) GDPR) are entries of the list that every sender asks. */
export function objectionsIn(
  list: Pick<SuppressionPort, 'isSuppressed' | 'suppress'>,
  { db, clock }: { db: Database; clock: Clock },
): Objections {
  return {
    of: async (subject) => {
      const found: MarketingScope[] = [];
      for (const scope of ['mail', 'calls'] as const) {
        const contact = contactFor(subject, scope);
        if (contact !== undefined && (await list.isSuppressed(db, contact, scope))) found.push(scope);
      }
      return found;
    },
    record: async (trx, subject, scope) => {
      const contact = contactFor(subject, scope);
      if (contact === undefined) throw new RangeError(`an objection to ${scope} needs an address for it`);
      await list.suppress(trx, contact, { scope, reason: 'objection', at: clock.now() });
    },
  };
}

/** By what the person is written to or called; undefined when that is not known. */
export function contactFor({ email, phone }: DataSubject, scope: MarketingScope): Contact | undefined {
  const contact = scope === 'mail' ? email !== undefined && { email } : phone !== undefined && { phone };
  return contact !== false && isReadable(contact) ? contact : undefined;
}
