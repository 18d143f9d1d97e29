import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readEndpoints, type Endpoint } from '../../../api/webhooks.ts';
import { useChanges } from '../../../live.ts';
import { Button } from '../../../parts/button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { webhooks as words } from '../../../strings/en/webhooks.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import { DeliveriesSection } from './deliveries-section.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointRow } from './endpoint-row.tsx';
import { EndpointSecretDialog } from './endpoint-secret-dialog.tsx';

export function WebhooksPage(): JSX.Element {
  const endpoints = useLoaded('endpoints', readEndpoints);
  const [editing, setEditing] = useState<Endpoint | 'new'>();
  const [secret, setSecret] = useState<string>();
  useChanges('webhooks', () => void endpoints.reload());
  return (
    <Page
      title={words.title}
      intro={words.intro}
      back={settingsBack}
      actions={
        <Button look="primary" icon="plus" onClick={() => setEditing('new')}>
          {words.add}
        </Button>
      }
    >
      <Loaded of={endpoints} skeletons={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="webhook" title={words.empty}>
              {words.emptyHint}
            </Empty>
          ) : (
            <>
              <div class="card card-flush">
                <ul class="rows">
                  {items.map((endpoint) => (
                    <EndpointRow
                      key={endpoint.id}
                      endpoint={endpoint}
                      edit={() => setEditing(endpoint)}
                      showSecret={setSecret}
                      reload={endpoints.reload}
                    />
                  ))}
                </ul>
              </div>
              <DeliveriesSection endpoints={items} />
            </>
          )
        }
      </Loaded>
      {editing !== undefined && (
        <EndpointDialog
          endpoint={editing === 'new' ? undefined : editing}
          eventTypes={endpoints.data?.eventTypes ?? []}
          onClose={() => setEditing(undefined)}
          onCreated={setSecret}
          reload={endpoints.reload}
        />
      )}
      {secret !== undefined && <EndpointSecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </Page>
  );
}
