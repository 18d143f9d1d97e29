import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../announce.ts';
import type { ChainVerification } from '../api/chain.ts';
import { useAction } from '../use-action.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Section } from './page.tsx';
import { Problem } from './problem.tsx';
import './verdict.css';

/** Whether somebody changed a chained log behind its back. */
export function ChainSection({
  words,
  verify,
}: {
  words: {
    chain: string;
    chainIntro: string;
    notVerified: string;
    verify: string;
    intact: (entries: number) => string;
    broken: (at: number | null, problem: string | null) => string;
  };
  verify: () => Promise<ChainVerification>;
}): JSX.Element {
  const [result, setResult] = useState<ChainVerification>();
  const sentence = ({ isIntact, entries, brokenAt, problem }: ChainVerification): string =>
    isIntact ? words.intact(entries) : words.broken(brokenAt, problem);
  const verification = useAction(async () => {
    const found = await verify();
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
        <Button icon="shield" isBusy={verification.isBusy} onClick={() => void verification.run()}>
          {words.verify}
        </Button>
      </div>
      {verification.error !== undefined && <Problem error={verification.error} />}
    </Section>
  );
}
