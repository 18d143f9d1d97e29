import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import { verifyConsents, type ConsentVerification } from '../../../api/privacy-consents.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { useAction } from '../../../use-action.ts';

/** Whether somebody changed the records behind their back. */
export function ChainSection(): JSX.Element {
  const [result, setResult] = useState<ConsentVerification>();
  const verify = useAction(async () => {
    const found = await verifyConsents();
    setResult(found);
    announce(sentence(found));
  });
  return (
    <Section title={words.chain} intro={words.chainIntro}>
      <div class="row row-between">
        {result === undefined ? (
          <span class="soft">{words.notVerified}</span>
        ) : (
          <span class={`verdict ${result.isIntact ? 'is-good' : 'is-bad'}`}>
            <Icon name={result.isIntact ? 'check-circle' : 'warning'} />
            {sentence(result)}
          </span>
        )}
        <Button icon="shield" isBusy={verify.isBusy} onClick={() => void verify.run()}>
          {words.verify}
        </Button>
      </div>
      {verify.error !== undefined && <Problem error={verify.error} />}
    </Section>
  );
}

function sentence({ isIntact, entries, brokenAt, problem }: ConsentVerification): string {
  return isIntact ? words.intact(entries) : words.broken(brokenAt, problem);
}
