import type { JSX } from 'preact';
import type { SuppressionCount } from '../../../api/privacy-suppression.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Section } from '../../../parts/page.tsx';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';

export function CountsSection({ counts }: { counts: readonly SuppressionCount[] }): JSX.Element {
  const scopes = [...new Set(counts.map(({ scope }) => scope))];
  return (
    <Section title={words.counts} intro={words.countsIntro} isFlush>
      {scopes.length === 0 && <p class="section-empty">{words.none}</p>}
      <ul class="rows">
        {scopes.map((scope) => {
          const ofScope = counts.filter((one) => one.scope === scope);
          const total = ofScope.reduce((sum, { entries }) => sum + entries, 0);
          return (
            <li key={scope}>
              <span class="rows-main">
                <span class="rows-title">{words.scopeName(scope)}</span>
                <span class="rows-detail">
                  {ofScope
                    .map(({ reason, entries }) => `${words.reasonName(reason)}: ${entries}`)
                    .join(' · ')}
                </span>
              </span>
              <span class="rows-badges">
                <Badge tone="accent">{words.entries(total)}</Badge>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
