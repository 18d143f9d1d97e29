import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { placeHold, type RetentionPromise } from '../../../api/privacy-retention.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Select, TextArea, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { strings } from '../../../strings.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRetention as words } from '../../../strings/en/privacy-retention.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { ContactFields, filledContact, noContact } from '../contact-fields.tsx';

const whats = ['subject', 'record'] as const;

export function HoldDialog(props: {
  promises: readonly RetentionPromise[];
  reload: () => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const { reload, onClose } = props;
  const holdings = props.promises.filter(({ isCopy }) => !isCopy).map(({ holding }) => holding);
  const [what, setWhat] = useState<(typeof whats)[number]>('subject');
  const [contact, setContact] = useState(noContact);
  const [holding, setHolding] = useState(holdings[0] ?? '');
  const [recordId, setRecordId] = useState('');
  const [why, setWhy] = useState('');
  const [until, setUntil] = useState('');
  const [isChecked, setChecked] = useState(false);

  const end = new Date(`${until}T23:59:59`);
  const isEndWrong = !(end.getTime() > Date.now());
  const subject = filledContact(contact);
  const isContactMissing = what === 'subject' && Object.keys(subject).length === 0;
  const isIdMissing = what === 'record' && recordId.trim() === '';
  const isWhyMissing = why.trim().length < 3;
  const place = useAction(async () => {
    const terms = { why: why.trim(), until: end.toISOString() };
    await placeHold(
      what === 'subject' ? { subject, ...terms } : { holding, recordId: recordId.trim(), ...terms },
    );
    showToast(words.placed);
    await reload();
  });
  const at = (pointer: string): string | undefined =>
    place.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const submit = (): void => {
    setChecked(true);
    if (isEndWrong || isContactMissing || isIdMissing || isWhyMissing) return;
    void place.run().then((isDone) => isDone && onClose());
  };
  return (
    <Dialog
      title={words.addHold}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={place.isBusy}>
            {words.place}
          </Button>
        </>
      }
    >
      <div>
        <Segments
          label={words.what}
          value={what}
          onValue={setWhat}
          choices={whats.map((value) => ({ value, label: words.whats[value] }))}
        />
      </div>
      {what === 'subject' ? (
        <div class="pair">
          <ContactFields
            words={words}
            contact={contact}
            onContact={setContact}
            emailError={isChecked && isContactMissing ? words.contactMissing : at('/subject/email')}
            phoneError={at('/subject/phone')}
          />
        </div>
      ) : (
        <>
          <Select
            label={words.holding}
            value={holding}
            onValue={setHolding}
            choices={holdings.map((value) => ({ value, label: privacy.holding(value) }))}
          />
          <TextField
            label={words.recordId}
            hint={words.recordIdHint}
            spellcheck={false}
            autocomplete="off"
            maxLength={100}
            value={recordId}
            onValue={setRecordId}
            error={isChecked && isIdMissing ? words.recordIdMissing : at('/recordId')}
          />
        </>
      )}
      <TextArea
        label={words.why}
        hint={words.whyHint}
        rows={2}
        maxLength={500}
        value={why}
        onValue={setWhy}
        error={isChecked && isWhyMissing ? words.whyMissing : at('/why')}
      />
      <TextField
        label={words.untilDay}
        hint={words.untilHint}
        type="date"
        value={until}
        onValue={setUntil}
        error={isChecked && isEndWrong ? words.untilWrong : at('/until')}
      />
      {place.error !== undefined && <Problem error={place.error} />}
    </Dialog>
  );
}
