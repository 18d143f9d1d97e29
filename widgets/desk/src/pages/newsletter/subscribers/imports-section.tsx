import type { JSX } from 'preact';
import { readImports, type SubscriberImport } from '../../../api/newsletter-subscribers.ts';
import { dates } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { useLoaded } from '../../../use-loaded.ts';

const tones: Record<SubscriberImport['state'], Tone> = {
  waiting: 'neutral',
  running: 'accent',
  finished: 'good',
  failed: 'danger',
};

/** The imports, those under way with how far they are. */
export function ImportsSection(): JSX.Element {
  const imports = useLoaded('imports', readImports);
  useChanges('newsletter', () => void imports.reload());
  return (
    <Section title={words.imports} isFlush>
      <Loaded of={imports} skeletons={2}>
        {(all) =>
          all.length === 0 ? (
            <p class="section-empty">{words.noImports}</p>
          ) : (
            <ul class="rows">
              {all.map((one) => (
                <ImportRow key={one.id} run={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function ImportRow({ run }: { run: SubscriberImport }): JSX.Element {
  const { state, isDryRun, source, lines, doneLines, problems, createdAt } = run;
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{source}</span>
        <span class="rows-detail">
          {words.importedAt(dates.moment(createdAt))} · {words.importProgress(doneLines, lines)}
        </span>
        {state === 'running' && (
          <progress class="import-progress" max={Math.max(lines, 1)} value={doneLines} aria-label={source} />
        )}
        {(state === 'running' || state === 'finished') && <span>{words.report(run, isDryRun)}</span>}
      </span>
      <span class="rows-badges">
        {isDryRun && <Badge tone="info">{words.isDryRun}</Badge>}
        <Badge tone={tones[state]}>{words.importStates[state]}</Badge>
      </span>
      {problems.length > 0 && (
        <details class="import-problems">
          <summary>{words.problems(problems.length)}</summary>
          <div class="scrolls" tabIndex={0} role="region" aria-label={words.problems(problems.length)}>
            <ul>
              {problems.map(({ line, code }) => (
                <li key={line}>{words.problemLine(line, code)}</li>
              ))}
            </ul>
          </div>
          {problems.length >= 500 && <p class="faint">{words.firstProblems}</p>}
        </details>
      )}
    </li>
  );
}
