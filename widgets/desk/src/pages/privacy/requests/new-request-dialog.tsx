import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  createRequest,
  officeChannels,
  requestKinds,
  type OfficeChannel,
  type RequestKind,
} from '../../../api/privacy-requests.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Select, TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { BASE, navigate } from '../../../router.ts';
import { strings } from '../../../strings.ts';
import { privacyRequests as words } from '../../../strings/en/privacy-requests.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { ContactFields, filledContact, noContact } from '../contact-fields.tsx';
import { isoDay } from './due.ts';
import { ChangeFields, PurposeFields } from './kind-fields.tsx';

const languages = ['en', 'nl', 'de', 'fr'] as const;

/** For somebody who called, wrote or came by. */
export function NewRequestDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [kind, setKind] = useState<RequestKind>('access');
  const [channel, setChannel] = useState<OfficeChannel>('phone');
  const [contact, setContact] = useState(noContact);
  const [language, setLanguage] = useState<(typeof languages)[number]>('en');
  const [receivedOn, setReceivedOn] = useState(() => isoDay(new Date()));
  const [changes, setChanges] = useState({ name: '', email: '', phone: '' });
  const [purposes, setPurposes] = useState<readonly string[]>([]);
  const [isChecked, setChecked] = useState(false);

  const filledIn = filledContact(contact);
  const filledChanges = filled(changes);
  const purposeKind = kind === 'objection' || kind === 'withdrawal' ? kind : undefined;
  const hasPurposes = purposeKind !== undefined;
  const isContactMissing = Object.keys(filledIn).length === 0;
  const isDayWrong = receivedOn === '' || receivedOn > isoDay(new Date());
  const areChangesMissing = kind === 'rectification' && Object.keys(filledChanges).length === 0;
  const arePurposesMissing = hasPurposes && purposes.length === 0;
  const create = useAction(async () => {
    const { id, reference } = await createRequest({
      kind,
      channel,
      language,
      receivedOn,
      ...filledIn,
      ...(kind === 'rectification' ? { changes: filledChanges } : {}),
      ...(hasPurposes ? { purposes } : {}),
    });
    showToast(words.created(reference));
    navigate(`${BASE}/privacy/${id}`);
  });
  const at = (pointer: string): string | undefined =>
    create.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const submit = (): void => {
    setChecked(true);
    if (isContactMissing || isDayWrong || areChangesMissing || arePurposesMissing) return;
    void create.run().then((isDone) => isDone && onClose());
  };
  return (
    <Dialog
      title={words.add}
      isWide
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={create.isBusy}>
            {words.create}
          </Button>
        </>
      }
    >
      <div class="pair">
        <Select
          label={words.kind}
          hint={words.kindHints[kind]}
          value={kind}
          onValue={(chosen) => {
            setKind(chosen);
            setPurposes([]);
          }}
          choices={requestKinds.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <Select
          label={words.channel}
          value={channel}
          onValue={setChannel}
          choices={officeChannels.map((value) => ({ value, label: words.channels[value] }))}
        />
      </div>
      <div class="pair">
        <ContactFields
          words={words}
          contact={contact}
          onContact={setContact}
          emailError={isChecked && isContactMissing ? words.contactMissing : at('/email')}
          phoneError={at('/phone')}
        />
      </div>
      {kind === 'rectification' && (
        <ChangeFields
          changes={changes}
          onChanges={setChanges}
          error={isChecked && areChangesMissing ? words.changesMissing : undefined}
          errorAt={at}
        />
      )}
      {purposeKind !== undefined && (
        <PurposeFields
          kind={purposeKind}
          chosen={purposes}
          onChosen={setPurposes}
          error={isChecked && arePurposesMissing ? words.purposesMissing : undefined}
        />
      )}
      <div class="pair">
        <Select
          label={words.language}
          value={language}
          onValue={setLanguage}
          choices={languages.map((value) => ({ value, label: words.languageName(value) }))}
        />
        <TextField
          label={words.receivedOn}
          hint={words.receivedHint}
          type="date"
          max={isoDay(new Date())}
          value={receivedOn}
          onValue={setReceivedOn}
          error={isChecked && isDayWrong ? words.receivedWrong : at('/receivedOn')}
        />
      </div>
      {create.error !== undefined && <Problem error={create.error} />}
    </Dialog>
  );
}

function filled<Fields extends Record<string, string>>(
  fields: Fields,
): Partial<Record<keyof Fields, string>> {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    value.trim() === '' ? [] : [[name, value.trim()]],
  );
  // oxlint-disable-next-line typescript/no-unsafe-return -- Object.fromEntries forgets which keys there are.
  return Object.fromEntries(entries);
}
