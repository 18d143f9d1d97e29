import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addConsentText, wordingLanguages, type ConsentPurpose } from '../../../api/privacy-consents.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Checkbox, TextArea, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';

const purposeShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const isMissing = (text: string): boolean => text.trim() === '';

/** Another version of a wording, or a purpose that is new. */
export function TextDialog(props: {
  purpose: ConsentPurpose | undefined;
  reload: () => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const { purpose, reload, onClose } = props;
  const newest = purpose?.versions[0];
  const [name, setName] = useState(purpose?.purpose ?? '');
  const [wordings, setWordings] = useState(() => {
    const { en = '', nl = '', de = '', fr = '' } = newest?.wordings ?? {};
    return { en, nl, de, fr };
  });
  const [noticeVersion, setNoticeVersion] = useState(newest?.noticeVersion ?? '');
  const [isTelephone, setTelephone] = useState(newest?.isTelephone ?? false);
  const [asksAge, setAsksAge] = useState(newest?.asksAge ?? false);
  const [isChecked, setChecked] = useState(false);
  const isNameWrong = !purposeShape.test(name);
  const add = useAction(async () => {
    const { version } = await addConsentText({
      purpose: name,
      wordings,
      noticeVersion: noticeVersion.trim(),
      isTelephone,
      asksAge,
      basedOnVersion: newest?.version ?? 0,
    });
    showToast(words.isAdded(version));
    await reload();
  });
  const at = (pointer: string): string | undefined =>
    add.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const submit = (): void => {
    setChecked(true);
    if (isNameWrong || isMissing(noticeVersion) || Object.values(wordings).some(isMissing)) return;
    void add.run().then((isDone) => isDone && onClose());
  };
  return (
    <Dialog
      title={purpose === undefined ? words.addPurpose : `${words.addVersion}: ${purpose.purpose}`}
      isWide
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={add.isBusy}>
            {words.add}
          </Button>
        </>
      }
    >
      {purpose === undefined && (
        <TextField
          label={words.purposeName}
          hint={words.purposeHint}
          maxLength={40}
          spellcheck={false}
          value={name}
          onValue={setName}
          error={isChecked && isNameWrong ? words.purposeMissing : at('/purpose')}
        />
      )}
      {wordingLanguages.map((language) => (
        <TextArea
          key={language}
          label={words.wording(language)}
          lang={language}
          rows={2}
          maxLength={4000}
          value={wordings[language]}
          onValue={(text) => setWordings({ ...wordings, [language]: text })}
          error={
            isChecked && isMissing(wordings[language]) ? words.wordingMissing : at(`/wordings/${language}`)
          }
        />
      ))}
      <TextField
        label={words.notice}
        hint={words.noticeHint}
        maxLength={100}
        value={noticeVersion}
        onValue={setNoticeVersion}
        error={isChecked && isMissing(noticeVersion) ? words.noticeMissing : at('/noticeVersion')}
      />
      <Checkbox
        label={words.telephone}
        hint={words.telephoneHint}
        isChecked={isTelephone}
        onChecked={setTelephone}
      />
      <Checkbox label={words.age} hint={words.ageHint} isChecked={asksAge} onChecked={setAsksAge} />
      {add.error !== undefined && <Problem error={add.error} />}
    </Dialog>
  );
}
