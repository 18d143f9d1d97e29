import type { JSX } from 'preact';
import { deliveryStates, recipientsPath, type SendingResults } from '../../../api/newsletter-sending.ts';
import { LinkButton } from '../../../parts/button.tsx';
import { Section } from '../../../parts/page.tsx';
import { BASE } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { newsletterResults as words } from '../../../strings/en/newsletter-results.ts';

/** One line a state, and why: together they are everybody whom the audience named. */
export function OutcomeSection({ id, results }: { id: string; results: SendingResults }): JSX.Element {
  const { progress, reasons, areDeliveriesKept } = results;
  const { counts } = progress;
  const all = deliveryStates.reduce((sum, state) => sum + counts[state], 0);
  const shown = deliveryStates.filter((state) => state === 'accepted' || counts[state] > 0);
  const hasTables = may('newsletter.subscribers') && areDeliveriesKept;
  return (
    <Section title={words.outcome} intro={words.outcomeIntro} isFlush>
      <div class="table-frame" tabIndex={0} role="region" aria-label={words.outcome}>
        <table class="table">
          <thead>
            <tr>
              <td />
              <th scope="col" class="figure">
                {words.people}
              </th>
              <th scope="col" class="figure">
                {words.shareHead}
              </th>
              {hasTables && <th scope="col">{words.table}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((state) => (
              <tr key={state}>
                <th scope="row">{words.deliveryStates[state]}</th>
                <td class="figure">{counts[state]}</td>
                <td class="figure">{words.share(counts[state], all)}</td>
                {hasTables && (
                  <td>
                    <a
                      href={recipientsPath(id, state)}
                      download
                      aria-label={words.csvOf(words.deliveryStates[state])}
                    >
                      {words.csvShort}
                    </a>
                  </td>
                )}
              </tr>
            ))}
            <tr>
              <th scope="row">{words.sum}</th>
              <td class="figure">{all}</td>
              <td />
              {hasTables && <td />}
            </tr>
          </tbody>
        </table>
      </div>
      <div class="outcome-more">
        {Object.keys(reasons).length > 0 && (
          <>
            <h3>{words.reasons}</h3>
            <ul class="outcome-reasons">
              {Object.entries(reasons).map(([code, number]) => (
                <li key={code}>
                  <span>{words.reason(code)}</span>
                  <span class="numbers">{number}</span>
                </li>
              ))}
            </ul>
            {Object.keys(reasons).some((code) => code.endsWith('.policy')) && (
              <p>
                <a href={`${BASE}/newsletter/returns?days=180`}>{words.aboutRefusals}</a>
              </p>
            )}
          </>
        )}
        {!areDeliveriesKept && <p class="soft">{words.forgotten}</p>}
        {hasTables && (
          <p>
            <LinkButton isSmall icon="download" href={recipientsPath(id)} isDownload>
              {words.csvAll}
            </LinkButton>
          </p>
        )}
      </div>
    </Section>
  );
}
