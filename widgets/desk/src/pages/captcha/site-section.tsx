import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { renewSecret, type CaptchaSite, type LadderStep } from '../../api/captcha.ts';
import { dates } from '../../dates.ts';
import { Button } from '../../parts/button.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts, Section } from '../../parts/page.tsx';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { captcha as words } from '../../strings/en/captcha.ts';
import { LadderDialog } from './ladder-dialog.tsx';
import { SiteDialog } from './site-dialog.tsx';

export function SiteSection(props: {
  site: CaptchaSite;
  reload: () => Promise<void>;
  showSecret: (fresh: { siteKey: string; secret: string }) => void;
}): JSX.Element {
  const { site, reload, showSecret } = props;
  const [dialog, setDialog] = useState<'edit' | 'ladder' | 'secret'>();
  const close = (): void => setDialog(undefined);
  const { memoryHard } = site;
  return (
    <Section
      title={site.name}
      actions={
        may('captcha.manage') && (
          <>
            <Button isSmall onClick={() => setDialog('edit')}>
              {strings.edit}
            </Button>
            <Button isSmall icon="list" onClick={() => setDialog('ladder')}>
              {words.editLadder}
            </Button>
            <Button isSmall icon="key" onClick={() => setDialog('secret')}>
              {words.newSecret}
            </Button>
          </>
        )
      }
    >
      <Copyable label={words.siteKey} text={site.siteKey} />
      <Facts
        facts={[
          [words.origins, site.origins.join(', ')],
          [words.memoryHard, memoryHard === null ? words.off : words.memory(memoryHard.memoryMebibytes)],
          [words.createdAt, dates.day(site.createdAt)],
        ]}
      />
      <Ladder name={site.name} steps={site.ladder} />
      {dialog === 'edit' && <SiteDialog site={site} onClose={close} reload={reload} />}
      {dialog === 'ladder' && <LadderDialog site={site} onClose={close} reload={reload} />}
      {dialog === 'secret' && (
        <Confirm
          title={words.newSecretTitle}
          deed={words.newSecretDeed}
          act={async () => showSecret({ siteKey: site.siteKey, ...(await renewSecret(site.siteKey)) })}
          onClose={close}
        >
          {words.newSecretText}
        </Confirm>
      )}
    </Section>
  );
}

const hashes = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** How much harder it gets the more puzzles one address asks for. The bars show what the last column says. */
function Ladder({ name, steps }: { name: string; steps: readonly LadderStep[] }): JSX.Element {
  const most = Math.max(...steps.map(({ expectedHashes }) => expectedHashes), 1);
  return (
    <div class="table-frame ladder" tabIndex={0} role="region" aria-label={words.ladderOf(name)}>
      <table class="table">
        <caption>{words.ladder}</caption>
        <thead>
          <tr>
            <th scope="col">{words.requests}</th>
            <th scope="col" class="figure">
              {words.solutions}
            </th>
            <th scope="col" class="figure">
              {words.difficulty}
            </th>
            <th scope="col">{words.hashes}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={step.above}>
              <th scope="row">{words.stepRange(step.above, steps[index + 1]?.above)}</th>
              <td class="figure">{step.solutions}</td>
              <td class="figure">{step.difficulty}</td>
              <td>
                <span class="ladder-cell">
                  <span class="ladder-bar" aria-hidden="true">
                    <span style={{ inlineSize: `${(step.expectedHashes / most) * 100}%` }} />
                  </span>
                  <span class="numbers">{hashes.format(step.expectedHashes)}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
