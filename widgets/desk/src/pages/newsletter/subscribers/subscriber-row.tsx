import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { unsubscribe, type NewsletterTopic, type Subscriber } from '../../../api/newsletter-subscribers.ts';
import { dates, now } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { languageName } from '../../../strings/en/language-name.ts';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { showToast } from '../../../toasts.ts';

export function SubscriberRow(props: {
  subscriber: Subscriber;
  topics: readonly NewsletterTopic[];
  /** Told when somebody was unsubscribed here. */
  onLeft: () => Promise<unknown>;
}): JSX.Element {
  const { subscriber, topics, onLeft } = props;
  const { id, email, name, salutation, language, state, number, attributes, source } = subscriber;
  const [isLeaving, setLeaving] = useState(false);
  const topicNames = subscriber.topics.map(
    (topic) => topics.find((one) => one.id === topic)?.names.en ?? topic,
  );
  const marks = Object.entries(attributes).map(([mark, is]) => `${mark} = ${is}`);
  const { pausedUntil, unsubscribedAt } = subscriber;
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{email}</span>
        <span>
          {words.salutations[salutation]} {name} · {languageName(language)}
        </span>
        {topicNames.length > 0 && <span class="rows-detail">{topicNames.join(', ')}</span>}
        {marks.length > 0 && <span class="rows-detail">{marks.join(', ')}</span>}
        <span class="rows-detail">
          {words.number(number)} · {words.since(dates.day(subscriber.confirmedAt), words.sources[source])}
          {unsubscribedAt !== null &&
            ` · ${words.left(dates.day(unsubscribedAt), subscriber.unsubscribeReason)}`}
        </span>
      </span>
      <span class="rows-badges">
        {subscriber.isRestricted && <Badge tone="warn">{words.restricted}</Badge>}
        {pausedUntil !== null && pausedUntil > now.value && (
          <Badge tone="info">{words.pausedUntil(dates.day(pausedUntil))}</Badge>
        )}
        <Badge tone={state === 'active' ? 'good' : 'neutral'}>{words.states[state]}</Badge>
      </span>
      {state === 'active' && (
        <Button isSmall look="quiet" onClick={() => setLeaving(true)}>
          {words.leave}
        </Button>
      )}
      {isLeaving && (
        <Confirm
          title={words.leaveTitle(email)}
          deed={words.leaveDeed}
          act={async () => {
            await unsubscribe(id);
            showToast(words.leftNow);
            await onLeft();
          }}
          onClose={() => setLeaving(false)}
        >
          {words.leaveText}
        </Confirm>
      )}
    </li>
  );
}
