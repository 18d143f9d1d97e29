import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { saveCanned, type CannedReply } from '../../../api/inbox.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Select, TextArea, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { canned as words } from '../../../strings/en/canned.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

const languages = ['en', 'nl', 'de', 'fr'] as const;

export function CannedDialog(props: {
  reply: CannedReply | undefined;
  onClose: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { reply, onClose, reload } = props;
  const [title, setTitle] = useState(reply?.title ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const [language, setLanguage] = useState(reply?.language ?? 'en');
  const [isChecked, setChecked] = useState(false);
  const save = useAction(async () => {
    await saveCanned(reply?.id, { title: title.trim(), text: text.trim(), language });
    showToast(strings.saved);
    await reload();
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (title.trim() !== '' && text.trim() !== '' && (await save.run())) onClose();
  };
  const ofText = save.error?.errors.find(({ pointer }) => pointer === '/text')?.detail;
  return (
    <Dialog
      title={reply === undefined ? words.add : words.edit(reply.title)}
      isWide
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isBusy}>
            {strings.save}
          </Button>
        </>
      }
    >
      <div class="pair">
        <TextField
          label={words.name}
          maxLength={120}
          value={title}
          onValue={setTitle}
          error={isChecked && title.trim() === '' ? words.nameMissing : undefined}
        />
        <Select
          label={words.language}
          value={language}
          onValue={setLanguage}
          choices={languages.map((value) => ({ value, label: words.languages[value] }))}
        />
      </div>
      <TextArea
        label={words.text}
        hint={words.textHint}
        rows={8}
        maxLength={10_000}
        lang={language}
        value={text}
        onValue={setText}
        error={isChecked && text.trim() === '' ? words.textMissing : ofText}
      />
      {save.error !== undefined && ofText === undefined && <Problem error={save.error} />}
    </Dialog>
  );
}
