import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  wordingLanguages,
  type ConsentPurpose,
  type TextVersion,
  type WordChange,
} from '../../../api/privacy-consents.ts';
import { nameOf } from '../../../colleagues.ts';
import { dates } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { TextDialog } from './text-dialog.tsx';

/** The wordings by purpose, each with all its versions. */
export function TextsSection(props: {
  purposes: readonly ConsentPurpose[];
  reload: () => Promise<void>;
}): JSX.Element {
  const { purposes, reload } = props;
  const [adding, setAdding] = useState<ConsentPurpose | 'new'>();
  return (
    <Section
      title={words.texts}
      intro={words.textsIntro}
      isFlush
      actions={
        may('privacy.work') && (
          <Button icon="plus" onClick={() => setAdding('new')}>
            {words.addPurpose}
          </Button>
        )
      }
    >
      {purposes.length === 0 && <p class="section-empty">{words.noTexts}</p>}
      <ul class="rows">
        {purposes.map((purpose) => (
          <PurposeRow key={purpose.purpose} purpose={purpose} add={() => setAdding(purpose)} />
        ))}
      </ul>
      {adding !== undefined && (
        <TextDialog
          purpose={adding === 'new' ? undefined : adding}
          reload={reload}
          onClose={() => setAdding(undefined)}
        />
      )}
    </Section>
  );
}

function PurposeRow({ purpose, add }: { purpose: ConsentPurpose; add: () => void }): JSX.Element {
  const newest = purpose.versions[0];
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{purpose.purpose}</span>
        <span class="rows-detail">{newest?.wordings['en']}</span>
      </span>
      {may('privacy.work') && (
        <Button isSmall onClick={add}>
          {words.addVersion}
        </Button>
      )}
      {purpose.versions.map((version) => (
        <Version key={version.version} version={version} isCurrent={version === newest} />
      ))}
    </li>
  );
}

function Version({ version, isCurrent }: { version: TextVersion; isCurrent: boolean }): JSX.Element {
  const { addedAt, addedBy, noticeVersion, isTelephone, asksAge, wordings, difference } = version;
  const about = [
    words.addedBy(addedBy === null ? words.itself : nameOf(addedBy), dates.day(addedAt)),
    words.noticeVersion(noticeVersion),
    ...(isTelephone ? [words.isTelephone] : []),
    ...(asksAge ? [words.asksAge] : []),
  ];
  return (
    <details class="consent-version">
      <summary>
        <Icon name="chevron-right" />
        {words.version(version.version)}
        {isCurrent && <Badge tone="good">{words.current}</Badge>}
        <span class="faint">{about.join(' · ')}</span>
      </summary>
      {difference !== null && <p class="faint">{words.changed}</p>}
      <dl class="consent-wordings">
        {wordingLanguages.map((language) => (
          <div key={language}>
            <dt>{words.languageName(language)}</dt>
            <dd lang={language}>
              {difference === null ? wordings[language] : (difference[language] ?? []).map(Change)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Removed and added are told apart by line and by word for who sees no colours, or nothing. */
function Change({ text, change }: WordChange): JSX.Element | string {
  if (change === 'same') return text;
  return change === 'removed' ? (
    <del>
      <span class="unseen">{words.removed} </span>
      {text}
    </del>
  ) : (
    <ins>
      <span class="unseen">{words.added} </span>
      {text}
    </ins>
  );
}
