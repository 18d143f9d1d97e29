import type { JSX } from 'preact';
import type { Returns } from '../../../api/newsletter-returns.ts';
import { dates } from '../../../dates.ts';
import { Notice } from '../../../parts/notice.tsx';
import { newsletterReturns as words } from '../../../strings/en/newsletter-returns.ts';

/** Who does not take our mails, what to do about it, and the words of the server for whoever does it. */
export function RefusalNotice({ returns, days }: { returns: Returns; days: string }): JSX.Element {
  const { refusals, verdicts } = returns;
  return (
    <Notice tone="bad" icon="warning" title={words.refusedTitle(verdicts.policy, days)}>
      <p>{words.refusedText}</p>
      <ul class="returns-refusals">
        {refusals.map(({ advice, says, count, lastAt, status }, index) => (
          <li key={index}>
            <p class="returns-advice">{advice}</p>
            {says !== '' && <p>{words.says(says)}</p>}
            <p class="returns-detail">{words.refusal(count, dates.moment(lastAt), status)}</p>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
