import type { JSX } from 'preact';
import { Select, TextField } from '../../../parts/field.tsx';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';

export type ScopeChoice = 'mail' | 'calls' | 'list';

/** What is not to be done: all mail, all calls, or one list, which has a name. */
export function ScopeFields(props: {
  choices: readonly ScopeChoice[];
  scope: ScopeChoice;
  onScope: (scope: ScopeChoice) => void;
  listName: string;
  onListName: (name: string) => void;
  error: string | undefined;
}): JSX.Element {
  const { choices, scope, onScope, listName, onListName, error } = props;
  return (
    <>
      <Select
        label={words.scope}
        value={scope}
        onValue={onScope}
        choices={choices.map((value) => ({
          value,
          label: value === 'list' ? words.listScope : words.scopeName(value),
        }))}
      />
      {scope === 'list' && (
        <TextField
          label={words.listName}
          hint={words.listHint}
          maxLength={64}
          spellcheck={false}
          value={listName}
          onValue={onListName}
          error={error}
        />
      )}
    </>
  );
}
