import type { JSX } from 'preact';
import { readFormVersions } from '../../../api/settings.ts';
import { dates } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { strings } from '../../../strings.ts';
import { forms as words } from '../../../strings/en/forms.ts';
import { usePages } from '../../../use-pages.ts';

/** Who changed what and when, with the words before and after. */
export function VersionsSection({ current }: { current: number }): JSX.Element | null {
  const pages = usePages(`form versions ${current}`, readFormVersions);
  if (current === 0) return null;
  return (
    <Section title={words.history} intro={words.historyIntro} isFlush>
      <Loaded of={pages.loaded} skeletons={2}>
        {({ items, nextCursor }) => (
          <>
            <ul class="versions">
              {items.map(({ version, changedAt, changedByName, differences }) => (
                <li key={version}>
                  <details class="version">
                    <summary>
                      <span class="version-title">{words.version(version)}</span>
                      {version === current && <Badge tone="good">{words.inForce}</Badge>}
                      <span class="faint">
                        {changedByName ?? strings.formerColleague}
                        {changedAt !== null && ` · ${dates.moment(changedAt)}`}
                      </span>
                      <span class="faint">{words.differences(differences.length)}</span>
                    </summary>
                    <ul class="differences">
                      {differences.map(({ where, before, after }) => (
                        <li key={where}>
                          <code>{where}</code>
                          {before !== null && (
                            <del>
                              <span class="unseen">{words.before}: </span>
                              {before}
                            </del>
                          )}
                          {after !== null && (
                            <ins>
                              <span class="unseen">{words.after}: </span>
                              {after}
                            </ins>
                          )}
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              ))}
            </ul>
            {nextCursor !== null && (
              <LoadMore isBusy={pages.isLoadingMore} error={pages.moreError} more={() => void pages.more()} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
