import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { readAudit, verifyAudit, type AuditEntry } from '../../../api/audit.ts';
import { nameOf, useColleagues } from '../../../colleagues.ts';
import { dates } from '../../../dates.ts';
import { ChainSection } from '../../../parts/chain-section.tsx';
import { Select, TextField } from '../../../parts/field.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page, Section } from '../../../parts/page.tsx';
import { audit as words } from '../../../strings/en/audit.ts';
import { usePages } from '../../../use-pages.ts';
import { settingsBack } from '../back.ts';
import './audit.css';

export function AuditPage(): JSX.Element {
  const colleagues = useColleagues();
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const load = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) => {
      const query = new URLSearchParams({ limit: '50' });
      if (actor !== '') query.set('actor', actor);
      if (action.trim() !== '') query.set('action', action.trim());
      if (cursor !== undefined) query.set('cursor', cursor);
      return readAudit(query, signal);
    },
    [actor, action],
  );
  const pages = usePages(`audit ${actor} ${action}`, load);
  return (
    <Page title={words.title} intro={words.intro} back={settingsBack}>
      <ChainSection words={words} verify={verifyAudit} />
      <Section
        title={words.entries}
        isFlush
        actions={
          <>
            <Select
              isSmall
              isLabelUnseen
              label={words.actor}
              value={actor}
              onValue={setActor}
              choices={[
                { value: '', label: words.everybody },
                ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextField
              label={words.action}
              isLabelUnseen
              placeholder={words.actionHint}
              maxLength={64}
              spellcheck={false}
              value={action}
              onValue={setAction}
            />
          </>
        }
      >
        <Loaded of={pages.loaded}>
          {({ items, nextCursor }) => (
            <>
              {items.length === 0 ? (
                <p class="section-empty">{words.none}</p>
              ) : (
                <div class="table-frame" tabIndex={0} role="region" aria-label={words.entries}>
                  {/* Laid out as cards on a phone, it would not be read as a table without its roles. */}
                  <table class="table audit" role="table">
                    <caption class="unseen">{words.entries}</caption>
                    <thead role="rowgroup">
                      <tr role="row">
                        <th scope="col" role="columnheader">
                          {words.number}
                        </th>
                        <th scope="col" role="columnheader">
                          {words.at}
                        </th>
                        <th scope="col" role="columnheader">
                          {words.actor}
                        </th>
                        <th scope="col" role="columnheader">
                          {words.action}
                        </th>
                        <th scope="col" role="columnheader">
                          {words.subject}
                        </th>
                      </tr>
                    </thead>
                    <tbody role="rowgroup">
                      {items.map((entry) => (
                        <AuditRow key={entry.seq} entry={entry} />
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {nextCursor !== null && (
                <LoadMore
                  isBusy={pages.isLoadingMore}
                  error={pages.moreError}
                  more={() => void pages.more()}
                />
              )}
            </>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function AuditRow({ entry }: { entry: AuditEntry }): JSX.Element {
  const detail = Object.entries(entry.detail).map(([name, value]) => `${name}: ${String(value)}`);
  return (
    <tr role="row">
      <td role="cell" class="faint" data-label={words.number}>
        {entry.seq}
      </td>
      <td role="cell" data-label={words.at}>
        <time dateTime={entry.at.toISOString()}>{dates.moment(entry.at)}</time>
      </td>
      <td role="cell" data-label={words.actor}>
        {entry.actorId === null ? words.system : nameOf(entry.actorId)}
      </td>
      <td role="cell" data-label={words.action}>
        <code>{entry.action}</code>
      </td>
      <td role="cell" data-label={words.subject}>
        <code class="audit-subject">{entry.subject}</code>
        {detail.length > 0 && <span class="audit-detail faint">{detail.join(', ')}</span>}
      </td>
    </tr>
  );
}
