import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addCampaign, mailLanguages } from '../../../api/newsletter-campaigns.ts';
import { readBlocks } from '../../../api/newsletter-library.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Select, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { BASE, navigate } from '../../../router.ts';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterCampaigns as words } from '../../../strings/en/newsletter-campaigns.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newCampaign } from '../campaign/campaign-value.ts';

export function NewCampaignDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const templates = useLoaded('templates', (signal) => readBlocks('templates', signal));
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<(typeof mailLanguages)[number]>('en');
  const [templateId, setTemplate] = useState('');
  const [isChecked, setChecked] = useState(false);
  const begin = useAction(async () => {
    const template = templates.data?.find(({ id }) => id === templateId);
    const { id } = await addCampaign(newCampaign({ name: name.trim(), language, template }));
    navigate(`${BASE}/newsletter/${id}`);
  });
  return (
    <Dialog
      title={words.add}
      onClose={onClose}
      onSubmit={() => {
        setChecked(true);
        if (name.trim() !== '') void begin.run();
      }}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={begin.isBusy}>
            {words.begin}
          </Button>
        </>
      }
    >
      <TextField
        label={words.name}
        hint={words.nameHint}
        maxLength={120}
        value={name}
        onValue={setName}
        error={isChecked && name.trim() === '' ? words.nameMissing : undefined}
      />
      <Select
        label={newsletter.language}
        value={language}
        onValue={setLanguage}
        choices={mailLanguages.map((value) => ({ value, label: newsletter.languages[value] }))}
      />
      <Select
        label={words.template}
        value={templateId}
        onValue={setTemplate}
        choices={[
          { value: '', label: words.noTemplate },
          ...(templates.data ?? []).map(({ id, value }) => ({ value: id, label: value.name })),
        ]}
      />
      {begin.error !== undefined && <Problem error={begin.error} />}
    </Dialog>
  );
}
