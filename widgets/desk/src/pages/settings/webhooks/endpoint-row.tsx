import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toApiError } from '../../../api/api-error.ts';
import {
  changeEndpoint,
  removeEndpoint,
  renewEndpointSecret,
  testEndpoint,
  type Endpoint,
} from '../../../api/webhooks.ts';
import { dates, now } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { IconButton } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { strings } from '../../../strings.ts';
import { webhooks as words } from '../../../strings/en/webhooks.ts';
import { showToast } from '../../../toasts.ts';

export function EndpointRow(props: {
  endpoint: Endpoint;
  edit: () => void;
  showSecret: (secret: string) => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { endpoint, edit, showSecret, reload } = props;
  const [asking, setAsking] = useState<'secret' | 'remove'>();
  const close = (): void => setAsking(undefined);
  const run = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await act();
      showToast(done);
      await reload();
    } catch (error) {
      const { title, next } = strings.errors.of(toApiError(error));
      showToast(`${title} ${next}`, { tone: 'danger' });
    }
  };
  const { isEnabled, previousSecretUntil } = endpoint;
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{endpoint.name}</span>
        <span class="rows-detail">{endpoint.url}</span>
        <span class="rows-detail">{endpoint.eventTypes.join(', ')}</span>
        {endpoint.failingSince !== null && (
          <span class="rows-detail">{words.failingSince(dates.moment(endpoint.failingSince))}</span>
        )}
        {previousSecretUntil !== null && previousSecretUntil > now.value && (
          <span class="rows-detail">{words.previousSecretUntil(dates.moment(previousSecretUntil))}</span>
        )}
      </span>
      <span class="rows-badges">
        {isEnabled ? (
          <Badge tone={endpoint.failingSince === null ? 'good' : 'warn'}>
            {endpoint.failingSince === null ? words.on : words.failing}
          </Badge>
        ) : (
          <Badge tone="danger">{words.offBecause(endpoint.note)}</Badge>
        )}
      </span>
      <Menu
        label={words.actions(endpoint.name)}
        items={[
          {
            label: words.test,
            icon: 'bolt',
            act: () => void run(() => testEndpoint(endpoint.id), words.tested),
          },
          { label: strings.edit, icon: 'form', act: edit },
          {
            label: isEnabled ? words.disable : words.enable,
            icon: isEnabled ? 'hold' : 'check',
            act: () => void run(() => changeEndpoint(endpoint.id, { isEnabled: !isEnabled }), strings.saved),
          },
          { label: words.newSecret, icon: 'key', act: () => setAsking('secret') },
          { label: strings.remove, icon: 'trash', act: () => setAsking('remove') },
        ]}
      >
        {(opener) => <IconButton {...opener} isSmall icon="more" label={words.actions(endpoint.name)} />}
      </Menu>
      {asking === 'secret' && (
        <Confirm
          title={words.newSecretTitle}
          deed={words.newSecret}
          act={async () => {
            showSecret((await renewEndpointSecret(endpoint.id)).secret);
            await reload();
          }}
          onClose={close}
        >
          {words.newSecretText}
        </Confirm>
      )}
      {asking === 'remove' && (
        <Confirm
          title={words.removeTitle(endpoint.name)}
          deed={strings.remove}
          act={() => removeEndpoint(endpoint.id).then(reload)}
          onClose={close}
        >
          {words.removeText}
        </Confirm>
      )}
    </li>
  );
}
