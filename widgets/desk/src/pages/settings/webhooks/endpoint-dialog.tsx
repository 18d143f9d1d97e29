import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changeEndpoint, createEndpoint, type Endpoint } from '../../../api/webhooks.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { webhooks as words } from '../../../strings/en/webhooks.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

export function EndpointDialog(props: {
  endpoint: Endpoint | undefined;
  eventTypes: readonly string[];
  onClose: () => void;
  onCreated: (secret: string) => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { endpoint, eventTypes, onClose, onCreated, reload } = props;
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? 'https://');
  const [chosen, setChosen] = useState<readonly string[]>(endpoint?.eventTypes ?? eventTypes);
  const [isChecked, setChecked] = useState(false);
  const save = useAction(async () => {
    const body = { name: name.trim(), url: url.trim(), eventTypes: chosen };
    if (endpoint === undefined) onCreated((await createEndpoint(body)).secret);
    else {
      await changeEndpoint(endpoint.id, body);
      showToast(strings.saved);
    }
    await reload();
  });
  const isUrl = /^https:\/\/\S+/.test(url.trim());
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() !== '' && isUrl && chosen.length > 0 && (await save.run())) onClose();
  };
  // What an endpoint still listens to and no service publishes any more must be there to be taken off.
  const types = [...new Set([...eventTypes, ...chosen])];
  return (
    <Dialog
      title={endpoint === undefined ? words.add : words.edit}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isBusy}>
            {endpoint === undefined ? words.create : strings.save}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={100}
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
      />
      <TextField
        label={words.url}
        hint={words.urlHint}
        type="url"
        maxLength={2000}
        spellcheck={false}
        value={url}
        onValue={setUrl}
        error={
          isChecked && !isUrl
            ? words.urlMissing
            : save.error?.errors.find(({ pointer }) => pointer === '/url')?.detail
        }
      />
      <fieldset class="stack">
        <legend class="field-label">{words.events}</legend>
        {types.map((type) => (
          <Checkbox
            key={type}
            label={words.eventName(type)}
            hint={type}
            isChecked={chosen.includes(type)}
            onChecked={(isOn) => setChosen(isOn ? [...chosen, type] : chosen.filter((one) => one !== type))}
          />
        ))}
        {isChecked && chosen.length === 0 && (
          <p class="field-error" role="alert">
            {words.eventsMissing}
          </p>
        )}
      </fieldset>
      {save.error !== undefined && <Problem error={save.error} />}
    </Dialog>
  );
}
