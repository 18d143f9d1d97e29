import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  suppressContact,
  suppressionReasons,
  type Contact,
  type SuppressionReason,
} from '../../../api/privacy-suppression.ts';
import { Button } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { isPhone, scopeOf } from './read-contact.ts';
import { ScopeFields, type ScopeChoice } from './scope-fields.tsx';

/** Puts the address or number that was looked up onto the list. */
export function AddForm(props: { contact: Contact; reload: () => Promise<unknown> }): JSX.Element {
  const { contact, reload } = props;
  const choices: readonly ScopeChoice[] = isPhone(contact) ? ['calls'] : ['mail', 'list'];
  const [choice, setChoice] = useState<ScopeChoice>(isPhone(contact) ? 'calls' : 'mail');
  const [listName, setListName] = useState('');
  const [reason, setReason] = useState<SuppressionReason>('objection');
  const [isChecked, setChecked] = useState(false);
  const scope = scopeOf(choice, listName.trim());
  const add = useAction(async (chosen: string) => {
    const { isNew } = await suppressContact(contact, { scope: chosen, reason });
    showToast(isNew ? words.added : words.wasThere);
    await reload();
  });
  return (
    <form
      class="suppression-add"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (scope !== undefined) void add.run(scope);
      }}
    >
      <ScopeFields
        choices={choices}
        scope={choice}
        onScope={setChoice}
        listName={listName}
        onListName={setListName}
        error={isChecked && scope === undefined ? words.listMissing : undefined}
      />
      <Select
        label={words.reason}
        value={reason}
        onValue={setReason}
        choices={suppressionReasons.map((value) => ({ value, label: words.reasonName(value) }))}
      />
      <Button type="submit" icon="plus" isBusy={add.isBusy}>
        {words.add}
      </Button>
      {add.error !== undefined && <Problem error={add.error} />}
    </form>
  );
}
