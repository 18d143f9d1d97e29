import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import { dryRun, type DueRecords } from '../../../api/privacy-retention.ts';
import { Button } from '../../../parts/button.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { useAction } from '../../../use-action.ts';

/** What the next purge would delete. */
export function DryRunSection(): JSX.Element {
  const [due, setDue] = useState<DueRecords[]>();
  const count = useAction(async () => {
    setDue(undefined);
    announce(words.counting);
    const counted = await dryRun();
    setDue(counted);
    announce(words.wouldGo(total(counted)));
  });
  const some = due?.filter((one) => one.due + one.held > 0) ?? [];
  return (
    <Section title={words.dryRun} intro={words.dryRunIntro}>
      <div class="row row-between">
        <span class={due === undefined ? 'soft' : 'rows-title'}>
          {count.isBusy ? words.counting : due !== undefined && words.wouldGo(total(due))}
        </span>
        <Button icon="search" isBusy={count.isBusy} onClick={() => void count.run()}>
          {words.dryRunDeed}
        </Button>
      </div>
      {count.isBusy && <progress class="dry-run-progress" aria-label={words.counting} />}
      {some.length > 0 && (
        <ul class="dry-run-list">
          {some.map((one) => (
            <li key={one.holding}>
              {privacy.holding(one.holding)}: {words.dueIn(one.due, one.held)}
            </li>
          ))}
        </ul>
      )}
      {count.error !== undefined && <Problem error={count.error} />}
    </Section>
  );
}

const total = (counted: readonly DueRecords[]): number => counted.reduce((sum, { due }) => sum + due, 0);
