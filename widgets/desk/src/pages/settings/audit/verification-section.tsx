import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { verifyAudit, type Verification } from '../../../api/audit.ts';
import { announce } from '../../../announce.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { audit as words } from '../../../strings/en/audit.ts';
import { useAction } from '../../../use-action.ts';

/** Whether somebody changed the log behind its back. */
export function VerificationSection(): JSX.Element {
  const [result, setResult] = useState<Verification>();
  const verify = useAction(async () => {
    const found = await verifyAudit();
    setResult(found);
    announce(sentence(found));
  });
  return (
    <Section title={words.chain} intro={words.chainIntro}>
      <div class="row row-between">
        {result === undefined ? (
          <span class="soft">{words.notVerified}</span>
        ) : (
          <span class={`audit-verdict ${result.isIntact ? 'is-intact' : 'is-broken'}`}>
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

function sentence({ isIntact, entries, brokenAt, problem }: Verification): string {
  return isIntact ? words.intact(entries) : words.broken(brokenAt, problem);
}
