import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changeSite, createSite, type CaptchaSite } from '../../api/captcha.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { strings } from '../../strings.ts';
import { captcha as words } from '../../strings/en/captcha.ts';
import { showToast } from '../../toasts.ts';
import { useAction } from '../../use-action.ts';

export function SiteDialog(props: {
  site?: CaptchaSite;
  onClose: () => void;
  onCreated?: (created: { siteKey: string; secret: string }) => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { site, onClose, onCreated, reload } = props;
  const [name, setName] = useState(site?.name ?? '');
  const [origins, setOrigins] = useState(site?.origins.join('\n') ?? '');
  const [isChecked, setChecked] = useState(false);
  const lines = origins
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const save = useAction(async () => {
    const body = { name: name.trim(), origins: lines };
    if (site === undefined) onCreated?.(await createSite(body));
    else {
      await changeSite(site.siteKey, body);
      showToast(strings.saved);
      await reload();
    }
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (name.trim() !== '' && lines.length > 0 && (await save.run())) onClose();
  };
  const ofOrigins = save.error?.errors.find(({ pointer }) => pointer.startsWith('/origins'))?.detail;
  return (
    <Dialog
      title={site === undefined ? words.newSite : words.editSite}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isBusy}>
            {site === undefined ? words.create : strings.save}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={200}
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
      />
      <TextArea
        label={words.origins}
        hint={words.originsHint}
        rows={3}
        spellcheck={false}
        value={origins}
        onValue={setOrigins}
        error={isChecked && lines.length === 0 ? words.originsMissing : ofOrigins}
      />
      {save.error !== undefined && <Problem error={save.error} />}
    </Dialog>
  );
}
