import { markup as html } from '@foyer/http';
import { type Language, longDate } from '@foyer/service';
import type { FoundData } from './found-data.ts';
import { recipientPurpose, recordList } from './record-list.ts';
import { rightsStrings } from './rights-strings.ts';
import { zipFile } from './zip-file.ts';

/** Raised with every change that a program would stumble over. */
const formatVersion = 1;

/** Everything about one person, to read (Art. 15 GDPR) and for programs (Art. 20): made when it is asked for, kept nowhere. */
export function dataFile(
  found: FoundData,
  options: { language: Language; companyName: string; reference: string },
): Uint8Array {
  return zipFile(
    [
      { name: 'data.json', content: `${JSON.stringify(forPrograms(found, options), undefined, 2)}\n` },
      { name: 'data.html', content: forPeople(found, options) },
    ],
    found.at,
  );
}

function forPrograms(
  found: FoundData,
  { companyName, reference }: { companyName: string; reference: string },
) {
  return {
    format: 'foyer-personal-data',
    version: formatVersion,
    controller: companyName,
    request: reference,
    at: found.at,
    isRestricted: found.isRestricted,
    holdings: found.holdings,
    consents: found.consents,
    objections: found.objections,
    recipients: found.recipients,
    disclosures: found.traced.map(({ id: _id, ...disclosure }) => disclosure),
  };
}

function forPeople(
  found: FoundData,
  { language, companyName }: { language: Language; companyName: string },
): string {
  const { file, data } = rightsStrings[language];
  const consents = found.consents.map(
    ({ wording, givenAt, withdrawnAt }) =>
      html`<li>
        ${wording} ${data.given(longDate(givenAt, language))}
        ${withdrawnAt !== null && data.withdrawn(longDate(withdrawnAt, language))}
      </li>`,
  );
  const recipients = found.recipients.map(
    ({ name, purpose }) => html`<li>${name}: ${recipientPurpose(purpose, language)}</li>`,
  );
  const traced = found.traced.map(
    ({ name, host, recordIds, lastDeliveredAt }) =>
      html`<li>${data.traced(name, host, recordIds.length, longDate(lastDeliveredAt, language))}</li>`,
  );
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${file.title}</title>
        <style>
          body {
            font:
              1rem/1.6 system-ui,
              sans-serif;
            margin: 2rem auto;
            max-inline-size: 44rem;
            padding: 0 1rem;
          }
          dl div {
            display: grid;
            grid-template-columns: minmax(8rem, 1fr) 3fr;
            gap: 1rem;
          }
          dd {
            margin: 0;
            overflow-wrap: anywhere;
            white-space: pre-wrap;
          }
          li {
            margin-block: 1rem;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${file.title}</h1>
          <p>${file.lede(companyName, longDate(found.at, language))}</p>
          ${found.isRestricted && html`<p>${data.restricted}</p>`} ${recordList(found, language)}
          <h2>${data.consents}</h2>
          ${
            consents.length === 0
              ? html`<p>${data.noConsents}</p>`
              : html`<ul>
                  ${consents}
                </ul>`
          }
          <h2>${data.recipients}</h2>
          ${
            recipients.length + traced.length === 0
              ? html`<p>${data.noRecipients}</p>`
              : html`<ul>
                  ${recipients}${traced}
                </ul>`
          }
        </main>
      </body>
    </html>`.html;
}
