import type {
  DataSubject,
  HeldRecord,
  HoldingDescription,
  Language,
  PersonalDataHolding,
  PersonalDataRecord,
} from '@foyer/service';
import type { HeldRecords } from '../retention/holds.ts';
import type { ConsentsOfSubject, GivenConsent, MarketingScope, Objections } from './rights-ports.ts';
import type { Recipient, Recipients, TracedRecipient } from './rights-ports.ts';

/** What is kept about one person, all of it: the answer of Art. 15 GDPR. */
export interface FoundData {
  at: Date;
  /** Only those with records. */
  holdings: readonly FoundHolding[];
  consents: readonly GivenConsent[];
  objections: readonly MarketingScope[];
  recipients: readonly Recipient[];
  traced: readonly TracedRecipient[];
  isRestricted: boolean;
}

export interface FoundHolding extends HoldingDescription {
  name: string;
  records: readonly PersonalDataRecord[];
  held: readonly HeldRecord[];
}

/** @param language of the descriptions of the holdings */
export type FindData = (subject: DataSubject, language: Language) => Promise<FoundData>;

export function createFindData(deps: {
  clock: { now(): Date };
  holdings: () => readonly PersonalDataHolding[];
  held: () => Promise<HeldRecords>;
  consents: ConsentsOfSubject;
  objections: Objections;
  recipients: Recipients;
}): FindData {
  const { clock, holdings, consents, objections, recipients } = deps;
  return async (subject, language) => {
    const held = await deps.held();
    const found = await Promise.all(
      holdings().map(async (holding) => {
        const records = await holding.export(subject);
        return {
          name: holding.name,
          ...holding.describe(language),
          records,
          held: records.length === 0 ? [] : heldAmong(records, held.of(holding)),
        };
      }),
    );
    const withRecords = found.filter(({ records }) => records.length > 0);
    const ids = withRecords.flatMap(({ records }) => records.map(({ id }) => id));
    return {
      at: clock.now(),
      holdings: withRecords,
      consents: await consents.of(subject),
      objections: await objections.of(subject),
      recipients: recipients.always(),
      traced: await recipients.traced(ids),
      isRestricted: withRecords.some(({ records }) =>
        records.some(({ fields }) => fields['isRestricted'] === true),
      ),
    };
  };
}

function heldAmong(
  records: readonly PersonalDataRecord[],
  held: readonly HeldRecord[],
): readonly HeldRecord[] {
  const ids = new Set(records.map(({ id }) => id));
  return held.filter(({ id }) => ids.has(id));
}
