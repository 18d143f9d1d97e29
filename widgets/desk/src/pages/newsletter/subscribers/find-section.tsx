import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import {
  findSubscriber,
  type NewsletterTopic,
  type Subscriber,
} from '../../../api/newsletter-subscribers.ts';
import { Button } from '../../../parts/button.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { useAction } from '../../../use-action.ts';
import { SubscriberRow } from './subscriber-row.tsx';

/** The address goes into a body, for addresses and logs keep nobody's data. */
export function FindSection({ topics }: { topics: readonly NewsletterTopic[] }): JSX.Element {
  const [email, setEmail] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [found, setFound] = useState<{ email: string; people: Subscriber[] }>();
  const search = useAction(async (asked: string) => {
    const people = await findSubscriber(asked);
    setFound({ email: asked, people });
    if (people.length === 0) announce(words.notFound);
  });
  const ofEmail = search.error?.errors.find(({ pointer }) => pointer === '/email')?.detail;
  return (
    <Section title={words.find} intro={words.findIntro} isFlush>
      <form
        class="subscriber-search"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (email.trim() !== '') void search.run(email.trim());
        }}
      >
        <TextField
          label={words.email}
          type="email"
          autocomplete="off"
          maxLength={254}
          value={email}
          onValue={setEmail}
          error={isChecked && email.trim() === '' ? words.emailMissing : ofEmail}
        />
        <Button type="submit" icon="search" isBusy={search.isBusy}>
          {words.search}
        </Button>
      </form>
      {search.error !== undefined && ofEmail === undefined && <Problem error={search.error} />}
      {found?.people.length === 0 && <p class="section-empty">{words.notFound}</p>}
      {found !== undefined && found.people.length > 0 && (
        <ul class="rows subscriber-rows">
          {found.people.map((subscriber) => (
            <SubscriberRow
              key={subscriber.id}
              subscriber={subscriber}
              topics={topics}
              onLeft={() => search.run(found.email)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}
