import type { ConsentReceipt } from './consent-receipt.ts';

/** The receipt to print or to keep as PDF, in the language in which the consent was given. Needs nothing but itself. */
export function receiptPage(receipt: ConsentReceipt): string {
  const {
    language,
    notice_version: notice,
    privacy_notice: url,
    purposes,
    pii_controllers,
  } = receipt.pii_processing;
  const words = wordsOf(language);
  const [purpose] = purposes;
  const rows: [string, string][] = [
    [words.controller, pii_controllers.map(({ party_name: name }) => name).join(', ')],
    [words.person, [receipt.person.email, receipt.person.phone].filter((text) => text !== null).join(', ')],
    [words.wording, purpose?.purpose_description ?? ''],
    ...receipt.events.map(({ event_time: at, event_state: state, method }): [string, string] => [
      state === 'consent given' ? words.given : words.withdrawn,
      `${moment(at, language)} (${method})`,
    ]),
    [words.notice, [notice, url].filter((text) => text !== null && text !== '').join(', ')],
    [words.withdrawal, purpose?.withdrawal_method ?? ''],
    [words.id, receipt.record_id],
  ];
  const list = rows.map(([term, text]) => `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`).join('\n');
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
</head>
<body>
<main>
<h1>${escaped(words.title)}</h1>
<dl>
${list}
</dl>
<p>ISO/IEC TS 27560:2023</p>
</main>
</body>
</html>
`;
}

interface Words {
  title: string;
  controller: string;
  person: string;
  wording: string;
  given: string;
  withdrawn: string;
  notice: string;
  withdrawal: string;
  id: string;
}

const english: Words = {
  title: 'Receipt of a consent',
  controller: 'To whom',
  person: 'Given by',
  wording: 'Agreed to',
  given: 'Given',
  withdrawn: 'Withdrawn',
  notice: 'Privacy notice',
  withdrawal: 'To be withdrawn at any time',
  id: 'Record',
};

const words: Record<string, Words> = {
  en: english,
  nl: {
    title: 'Bewijs van een toestemming',
    controller: 'Aan wie',
    person: 'Gegeven door',
    wording: 'Waarmee ingestemd is',
    given: 'Gegeven',
    withdrawn: 'Ingetrokken',
    notice: 'Privacyverklaring',
    withdrawal: 'Altijd in te trekken',
    id: 'Nummer',
  },
  de: {
    title: 'Beleg einer Einwilligung',
    controller: 'Gegenüber',
    person: 'Erteilt von',
    wording: 'Eingewilligt in',
    given: 'Erteilt',
    withdrawn: 'Widerrufen',
    notice: 'Datenschutzhinweise',
    withdrawal: 'Jederzeit zu widerrufen',
    id: 'Nummer',
  },
  fr: {
    title: 'Reçu d’un consentement',
    controller: 'À qui',
    person: 'Donné par',
    wording: 'Ce qui a été accepté',
    given: 'Donné',
    withdrawn: 'Retiré',
    notice: 'Politique de confidentialité',
    withdrawal: 'À retirer à tout moment',
    id: 'Numéro',
  },
};

function wordsOf(language: string): Words {
  return words[language] ?? english;
}

function moment(at: string, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return `${new Date(at).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
