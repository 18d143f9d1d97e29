import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteTopic, readTopics, type NewsletterTopic } from '../../../api/newsletter-subscribers.ts';
import { useChanges } from '../../../live.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterTopics as words } from '../../../strings/en/newsletter-topics.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import { TopicDialog } from './topic-dialog.tsx';

export function TopicsPage(): JSX.Element {
  const topics = useLoaded('topics', readTopics);
  const [editing, setEditing] = useState<NewsletterTopic | 'new'>();
  const [leaving, setLeaving] = useState<NewsletterTopic>();
  useChanges('newsletter', () => void topics.reload());
  const mayEdit = may('newsletter.write');
  return (
    <Page
      title={newsletter.sections.topics}
      intro={words.intro}
      back={newsletterBack}
      actions={
        mayEdit && (
          <Button look="primary" icon="plus" onClick={() => setEditing('new')}>
            {words.add}
          </Button>
        )
      }
    >
      <Loaded of={topics} skeletons={3}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="list" title={words.empty}>
              {words.emptyHint}
            </Empty>
          ) : (
            <div class="card card-flush">
              <ul class="rows">
                {all.map((topic) => (
                  <li key={topic.id}>
                    <span class="rows-main">
                      <span class="rows-title">{topic.names.en}</span>
                      {topic.descriptions.en !== '' && <span>{topic.descriptions.en}</span>}
                      <span class="rows-detail">
                        {topic.id} · {words.subscribers(topic.subscribers)}
                      </span>
                    </span>
                    {!topic.isActive && <Badge tone="warn">{words.closed}</Badge>}
                    {mayEdit && (
                      <>
                        <Button
                          isSmall
                          look="quiet"
                          aria-label={words.edit(topic.names.en)}
                          onClick={() => setEditing(topic)}
                        >
                          {strings.edit}
                        </Button>
                        <IconButton
                          isSmall
                          icon="trash"
                          label={words.remove(topic.names.en)}
                          onClick={() => setLeaving(topic)}
                        />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {editing !== undefined && (
        <TopicDialog
          topic={editing === 'new' ? undefined : editing}
          nextPosition={Math.max(0, ...(topics.data ?? []).map(({ position }) => position)) + 1}
          reload={topics.reload}
          onClose={() => setEditing(undefined)}
        />
      )}
      {leaving !== undefined && (
        <Confirm
          title={words.removeTitle(leaving.names.en)}
          deed={strings.remove}
          act={() => deleteTopic(leaving.id).then(topics.reload)}
          onClose={() => setLeaving(undefined)}
        >
          {words.removeText}
        </Confirm>
      )}
    </Page>
  );
}
