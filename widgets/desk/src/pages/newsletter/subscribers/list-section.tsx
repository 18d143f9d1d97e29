import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import {
  readSubscribers,
  subscriberExportPath,
  type NewsletterTopic,
} from '../../../api/newsletter-subscribers.ts';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { usePages } from '../../../use-pages.ts';
import { SubscriberRow } from './subscriber-row.tsx';

type State = '' | 'active' | 'unsubscribed';

/** Nothing is shown before it is asked for. */
export function ListSection({ topics }: { topics: readonly NewsletterTopic[] }): JSX.Element {
  const [topic, setTopic] = useState('');
  const [state, setState] = useState<State>('');
  const [isShown, setShown] = useState(false);
  return (
    <Section title={words.list} intro={words.listIntro} isFlush>
      <div class="subscriber-search">
        <Select
          label={words.topic}
          value={topic}
          onValue={setTopic}
          choices={[
            { value: '', label: words.everyTopic },
            ...topics.map(({ id, names }) => ({ value: id, label: names.en })),
          ]}
        />
        <Select<State>
          label={words.state}
          value={state}
          onValue={setState}
          choices={[
            { value: '', label: words.everyState },
            { value: 'active', label: words.states.active },
            { value: 'unsubscribed', label: words.states.unsubscribed },
          ]}
        />
        {!isShown && <Button onClick={() => setShown(true)}>{words.showList}</Button>}
        <LinkButton icon="download" href={subscriberExportPath({ topic, state })} isDownload>
          {words.export}
        </LinkButton>
      </div>
      {isShown && <Subscribers topic={topic} state={state} topics={topics} />}
    </Section>
  );
}

function Subscribers(props: {
  topic: string;
  state: State;
  topics: readonly NewsletterTopic[];
}): JSX.Element {
  const { topic, state, topics } = props;
  const load = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) => readSubscribers({ topic, state }, cursor, signal),
    [topic, state],
  );
  const pages = usePages(`subscribers ${topic} ${state}`, load);
  return (
    <Loaded of={pages.loaded} skeletons={4}>
      {({ items, nextCursor }) => (
        <>
          {items.length === 0 && <p class="section-empty">{words.empty}</p>}
          <ul class="rows subscriber-rows">
            {items.map((subscriber) => (
              <SubscriberRow
                key={subscriber.id}
                subscriber={subscriber}
                topics={topics}
                onLeft={pages.loaded.reload}
              />
            ))}
          </ul>
          {nextCursor !== null && (
            <LoadMore isBusy={pages.isLoadingMore} error={pages.moreError} more={() => void pages.more()} />
          )}
        </>
      )}
    </Loaded>
  );
}
