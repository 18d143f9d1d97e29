import type { DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { privacyError } from '../errors.ts';
import { wordDifference, type Difference } from './word-difference.ts';
import type { ConsentText, ConsentTextStore } from './consent-text-store.ts';

const consentLanguages = ['nl', 'de', 'en', 'fr'] as const;
type ConsentLanguage = (typeof consentLanguages)[number];

interface NewConsentText {
  purpose: string;
  wordings: Record<ConsentLanguage, string>;
  /** Which version of the privacy notice it belongs to. */
  noticeVersion: string;
  isTelephone: boolean;
  asksAge: boolean;
  /** The newest version that its author knew; 0 for a purpose that is new. */
  basedOnVersion: number;
  addedBy: string | null;
}

export interface TextVersion extends Pick<
  ConsentText,
  'version' | 'noticeVersion' | 'isTelephone' | 'asksAge' | 'addedAt' | 'addedBy'
> {
  wordings: Record<string, string>;
  /** Words that were taken away and put in since the version before, by language; null for the first. */
  difference: Record<string, Difference> | null;
}

export interface ConsentTexts {
  /** @returns the number of the new version. @throws AppError consent_text_conflict when somebody was faster */
  add(trx: DatabaseOrTx, text: NewConsentText): Promise<number>;
  /** By purpose, the newest version first. */
  list(): Promise<{ purpose: string; versions: TextVersion[] }[]>;
}

export function createConsentTexts(deps: { clock: Clock; store: ConsentTextStore }): ConsentTexts {
  const { clock, store } = deps;
  return {
    add: async (trx, { wordings, basedOnVersion, ...text }) => {
      const version = basedOnVersion + 1;
      const addedAt = clock.now();
      const texts = consentLanguages.map((language) => ({
        ...text,
        version,
        language,
        wording: wordings[language],
        addedAt,
      }));
      const newest = await store.newestVersion(trx, text.purpose);
      if (newest !== basedOnVersion || !(await store.add(trx, texts))) {
        throw privacyError(
          'consent_text_conflict',
          `version ${newest} of '${text.purpose}' is the newest, not ${basedOnVersion}: read it first`,
        );
      }
      return version;
    },
    list: async () => {
      const texts = await store.all();
      const purposes = [...new Set(texts.map(({ purpose }) => purpose))];
      return purposes.map((purpose) => {
        const ofPurpose = texts.filter((text) => text.purpose === purpose);
        const numbers = [...new Set(ofPurpose.map(({ version }) => version))];
        return { purpose, versions: numbers.flatMap((number) => versionOf(ofPurpose, number)) };
      });
    },
  };
}

function versionOf(texts: readonly ConsentText[], number: number): TextVersion[] {
  const [first, ...others] = texts.filter(({ version }) => version === number);
  if (first === undefined) return [];
  const { version, noticeVersion, isTelephone, asksAge, addedAt, addedBy } = first;
  const wordings = wordingsOf([first, ...others]);
  const before = wordingsOf(texts.filter((text) => text.version === number - 1));
  const difference = Object.fromEntries(
    Object.entries(wordings).map(([language, wording]) => [
      language,
      wordDifference(before[language] ?? '', wording),
    ]),
  );
  return [
    {
      version,
      noticeVersion,
      isTelephone,
      asksAge,
      addedAt,
      addedBy,
      wordings,
      difference: number === 1 ? null : difference,
    },
  ];
}

function wordingsOf(texts: readonly ConsentText[]): Record<string, string> {
  return Object.fromEntries(texts.map(({ language, wording }) => [language, wording]));
}
