import type { Database } from '@foyer/database';
import type { Privacy } from '@foyer/privacy';
import { AppError } from '@foyer/runtime';

/**
 * A first wording of the consent to the newsletter, so that its form works before anybody has written one. A better one is
 * written at the desk, and is its next version.
 */
export async function ensureNewsletterWording(deps: {
  db: Database;
  texts: Privacy['consent']['texts'];
  companyName: string;
}): Promise<void> {
  const { db, texts, companyName } = deps;
  if ((await texts.list()).some(({ purpose }) => purpose === 'newsletter')) return;
  try {
    await db.transaction().execute(
      async (trx) =>
        await texts.add(trx, {
          purpose: 'newsletter',
          wordings: wordingsFor(companyName),
          noticeVersion: '1',
          isTelephone: false,
          asksAge: false,
          basedOnVersion: 0,
          addedBy: null,
        }),
    );
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof AppError && error.code === 'consent_text_conflict')) throw error;
  }
}

function wordingsFor(company: string): Record<'en' | 'nl' | 'de' | 'fr', string> {
  return {
    en: `Yes, ${company} may send me its newsletter by e-mail, with my name in it. I can withdraw this at any time, by the link in each newsletter or on this web site.`,
    nl: `Ja, ${company} mag mij haar nieuwsbrief per e-mail sturen, met mijn naam erin. Ik kan dit altijd intrekken, met de link in elke nieuwsbrief of op deze website.`,
    de: `Ja, ${company} darf mir den Newsletter per E-Mail senden, mit meinem Namen darin. Ich kann das jederzeit widerrufen, über den Link in jedem Newsletter oder auf dieser Website.`,
    fr: `Oui, ${company} peut m’envoyer sa lettre d’information par e-mail, avec mon nom. Je peux retirer cet accord à tout moment, par le lien dans chaque lettre ou sur ce site.`,
  };
}
