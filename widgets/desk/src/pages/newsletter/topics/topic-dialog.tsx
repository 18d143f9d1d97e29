import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mailLanguages } from '../../../api/newsletter-campaigns.ts';
import { addTopic, saveTopic, type NewsletterTopic } from '../../../api/newsletter-subscribers.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterTopics as words } from '../../../strings/en/newsletter-topics.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

const idShape = /^[a-z0-9][a-z0-9-]{0,39}$/;
const noWords = { en: '', nl: '', de: '', fr: '' };

export function TopicDialog(props: {
  topic: NewsletterTopic | undefined;
  nextPosition: number;
  reload: () => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const { topic, nextPosition, reload, onClose } = props;
  const [id, setId] = useState(topic?.id ?? '');
  const [names, setNames] = useState(topic?.names ?? noWords);
  const [descriptions, setDescriptions] = useState(topic?.descriptions ?? noWords);
  const [position, setPosition] = useState(String(topic?.position ?? nextPosition));
  const [isActive, setActive] = useState(topic?.isActive ?? true);
  const [isChecked, setChecked] = useState(false);
  const isNamed = mailLanguages.every((language) => names[language].trim() !== '');
  const save = useAction(async () => {
    const fields = { names, descriptions, isActive, position: Number(position) };
    if (topic === undefined) await addTopic(id, fields);
    else await saveTopic(topic.id, fields, topic.version);
    showToast(strings.saved);
    await reload();
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (idShape.test(id) && isNamed && (await save.run())) onClose();
  };
  const ofId = save.error?.errors.find(({ pointer }) => pointer === '/id')?.detail;
  return (
    <Dialog
      title={topic === undefined ? words.add : words.edit(topic.names.en)}
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
      {topic === undefined && (
        <TextField
          label={words.id}
          hint={words.idHint}
          maxLength={40}
          spellcheck={false}
          value={id}
          onValue={setId}
          error={isChecked && !idShape.test(id) ? words.idWrong : ofId}
        />
      )}
      <div class="pair">
        {mailLanguages.map((language) => (
          <TextField
            key={language}
            label={words.nameIn(newsletter.languages[language])}
            lang={language}
            maxLength={100}
            value={names[language]}
            onValue={(name) => setNames({ ...names, [language]: name })}
            error={isChecked && names[language].trim() === '' ? words.nameMissing : undefined}
          />
        ))}
      </div>
      <div class="pair">
        {mailLanguages.map((language) => (
          <TextField
            key={language}
            label={words.descriptionIn(newsletter.languages[language])}
            lang={language}
            maxLength={300}
            value={descriptions[language]}
            onValue={(text) => setDescriptions({ ...descriptions, [language]: text })}
          />
        ))}
      </div>
      <TextField
        label={words.position}
        hint={words.positionHint}
        type="number"
        min={0}
        max={1000}
        value={position}
        onValue={setPosition}
      />
      <Checkbox label={words.isActive} isChecked={isActive} onChecked={setActive} />
      {save.error !== undefined && ofId === undefined && <Problem error={save.error} />}
    </Dialog>
  );
}
