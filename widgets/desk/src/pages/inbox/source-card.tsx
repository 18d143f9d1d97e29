import type { JSX } from 'preact';
import type { ItemDetails } from '../../api/inbox.ts';
import { dates, now } from '../../dates.ts';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { BASE } from '../../router.ts';
import { may } from '../../session-state.ts';
import { AttemptLog } from '../callbacks/attempt-log.tsx';
import { inbox as words } from '../../strings/en/inbox.ts';

/** What the visitor handed in, and until when it is kept. */
export function SourceCard({ item }: { item: ItemDetails }): JSX.Element {
  const { source } = item;
  if (source === null) {
    return (
      <Empty icon="trash" title={words.goneTitle}>
        {words.gone}
      </Empty>
    );
  }
  return (
    <article class="source" aria-label={words.received(item.name)}>
      <dl class="source-facts">
        {source.email !== null && (
          <div>
            <dt>{words.email}</dt>
            <dd>{source.email}</dd>
          </div>
        )}
        {source.phone !== null && (
          <div>
            <dt>{words.phone}</dt>
            <dd class="numbers">{source.phone}</dd>
          </div>
        )}
        <div>
          <dt>{words.language}</dt>
          <dd>{languageName(item.language)}</dd>
        </div>
        <div>
          <dt>{words.receivedAt}</dt>
          <dd>
            <time dateTime={item.receivedAt.toISOString()} title={dates.moment(item.receivedAt)}>
              {dates.moment(item.receivedAt)}
            </time>
          </dd>
        </div>
        {source.deleteOn !== null && (
          <div>
            <dt>{words.deleteOn}</dt>
            <dd title={dates.relative(source.deleteOn, now.value)}>{dates.day(source.deleteOn)}</dd>
          </div>
        )}
      </dl>
      {source.text === null || source.text === '' ? (
        <p class="source-text faint">{words.noText}</p>
      ) : (
        <p class="source-text" lang={item.language}>
          {source.text}
        </p>
      )}
      {item.kind === 'callback' && may('callback.read') && (
        <div class="source-foot">
          <AttemptLog requestId={item.id} />
          <a href={`${BASE}/callbacks#${item.reference}`}>
            <Icon name="phone" />
            {words.toCallbacks}
          </a>
        </div>
      )}
    </article>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    // What a form sent as its language need not be one.
    return code;
  }
}
