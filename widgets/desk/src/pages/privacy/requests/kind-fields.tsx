import type { JSX } from 'preact';
import { readConsentTexts } from '../../../api/privacy-consents.ts';
import { Checkbox, TextField } from '../../../parts/field.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { privacyRequests as words } from '../../../strings/en/privacy-requests.ts';
import { useLoaded } from '../../../use-loaded.ts';

interface Changes {
  name: string;
  email: string;
  phone: string;
}

const changeFields = [
  ['name', 'newName', 'text'],
  ['email', 'newEmail', 'email'],
  ['phone', 'newPhone', 'tel'],
] as const;

/** The new values of a rectification. */
export function ChangeFields(props: {
  changes: Changes;
  onChanges: (changes: Changes) => void;
  error: string | undefined;
  errorAt: (pointer: string) => string | undefined;
}): JSX.Element {
  const { changes, onChanges, error, errorAt } = props;
  return (
    <fieldset class="stack">
      <legend class="field-label">{words.changes}</legend>
      <p class="field-hint">{words.changesHint}</p>
      <div class="pair">
        {changeFields.map(([name, label, type]) => (
          <TextField
            key={name}
            label={words[label]}
            type={type}
            autocomplete="off"
            maxLength={254}
            value={changes[name]}
            onValue={(value) => onChanges({ ...changes, [name]: value })}
            error={errorAt(`/changes/${name}`)}
          />
        ))}
      </div>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What somebody objects to, or which consents they take back. */
export function PurposeFields(props: {
  kind: 'objection' | 'withdrawal';
  chosen: readonly string[];
  onChosen: (purposes: readonly string[]) => void;
  error: string | undefined;
}): JSX.Element {
  const { kind, chosen, onChosen, error } = props;
  const box = (purpose: string, label: string): JSX.Element => (
    <Checkbox
      key={purpose}
      label={label}
      isChecked={chosen.includes(purpose)}
      onChecked={(isOn) => onChosen(isOn ? [...chosen, purpose] : chosen.filter((one) => one !== purpose))}
    />
  );
  return (
    <fieldset class="stack">
      <legend class="field-label">{kind === 'objection' ? words.objectTo : words.whichConsents}</legend>
      {kind === 'objection' ? (
        <>
          {box('mail', words.scopes.mail)}
          {box('calls', words.scopes.calls)}
        </>
      ) : (
        <ConsentPurposes box={box} />
      )}
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function ConsentPurposes({ box }: { box: (purpose: string, label: string) => JSX.Element }): JSX.Element {
  const texts = useLoaded('consent-texts', readConsentTexts);
  return (
    <Loaded of={texts} skeletons={1}>
      {(purposes) =>
        purposes.length === 0 ? (
          <p class="soft">{words.noConsents}</p>
        ) : (
          purposes.map(({ purpose, versions }) =>
            box(
              purpose,
              versions[0] === undefined ? purpose : `${purpose}: ${versions[0].wordings['en'] ?? ''}`,
            ),
          )
        )
      }
    </Loaded>
  );
}
