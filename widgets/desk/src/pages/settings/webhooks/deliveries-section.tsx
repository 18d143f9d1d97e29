import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { readDeliveries, resendDelivery, type Delivery, type Endpoint } from '../../../api/webhooks.ts';
import { dates, now } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { strings } from '../../../strings.ts';
import { webhooks as words } from '../../../strings/en/webhooks.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { usePages } from '../../../use-pages.ts';

const states = ['', 'pending', 'retrying', 'delivered', 'failed', 'gone', 'cancelled'] as const;

export function DeliveriesSection({ endpoints }: { endpoints: readonly Endpoint[] }): JSX.Element {
  const [endpoint, setEndpoint] = useState('');
  const [state, setState] = useState<(typeof states)[number]>('');
  const load = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) => {
      const query = new URLSearchParams({ limit: '50' });
      if (endpoint !== '') query.set('endpoint', endpoint);
      if (state !== '') query.set('state', state);
      if (cursor !== undefined) query.set('cursor', cursor);
      return readDeliveries(query, signal);
    },
    [endpoint, state],
  );
  const pages = usePages(`deliveries ${endpoint} ${state}`, load);
  useChanges('webhooks', () => void pages.loaded.reload());
  return (
    <Section
      title={words.deliveries}
      intro={words.deliveriesIntro}
      isFlush
      actions={
        <>
          <Select
            isSmall
            isLabelUnseen
            label={words.endpoint}
            value={endpoint}
            onValue={setEndpoint}
            choices={[
              { value: '', label: words.allEndpoints },
              ...endpoints.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Select
            isSmall
            isLabelUnseen
            label={words.state}
            value={state}
            onValue={setState}
            choices={states.map((value) => ({
              value,
              label: value === '' ? words.allStates : words.stateName(value),
            }))}
          />
        </>
      }
    >
      <Loaded of={pages.loaded} skeletons={3}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p class="section-empty">{words.noDeliveries}</p>}
            <ul class="rows">
              {items.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} reload={pages.loaded.reload} />
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

const tones: Readonly<Record<string, Tone>> = {
  delivered: 'good',
  failed: 'danger',
  retrying: 'warn',
  pending: 'info',
};

function DeliveryRow({ delivery, reload }: { delivery: Delivery; reload: () => Promise<void> }): JSX.Element {
  const resend = useAction(async () => {
    await resendDelivery(delivery.id);
    showToast(words.resent);
    await reload();
  });
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{words.eventName(delivery.type)}</span>
        <span class="rows-detail">
          {delivery.endpointName} · {dates.inList(delivery.createdAt, now.value)} ·{' '}
          {words.attempts(delivery.attempts)}
          {delivery.durationMs !== null && ` · ${delivery.durationMs} ms`}
        </span>
        {delivery.error !== null && (
          <span class="rows-detail">{words.failure(delivery.error, delivery.responseStatus)}</span>
        )}
        {resend.error !== undefined && (
          <span class="field-error">{strings.errors.of(resend.error).title}</span>
        )}
      </span>
      <span class="rows-badges">
        <Badge tone={tones[delivery.state] ?? 'neutral'}>{words.stateName(delivery.state)}</Badge>
      </span>
      <Button isSmall look="quiet" icon="refresh" isBusy={resend.isBusy} onClick={() => void resend.run()}>
        {words.resend}
      </Button>
    </li>
  );
}
