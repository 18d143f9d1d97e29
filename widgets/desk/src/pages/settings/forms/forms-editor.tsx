import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readForms, saveForms, type ContactForms, type Setting } from '../../../api/settings.ts';
import { createDraft } from '../../../draft.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Conflict } from '../../../parts/conflict.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { SaveBar } from '../../../parts/save-bar.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { forms as words } from '../../../strings/en/forms.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import type { Loaded } from '../../../use-loaded.ts';
import { hasProblems, isFormName, newForm } from './form-draft.ts';
import { formPlaces } from './form-places.ts';
import { FormSection } from './form-section.tsx';

export function FormsEditor(props: {
  setting: Setting<ContactForms>;
  loaded: Loaded<Setting<ContactForms>>;
}): JSX.Element {
  const [draft] = useState(() =>
    createDraft<ContactForms, Setting<ContactForms>>(props.setting, {
      put: saveForms,
      read: () => readForms(),
      onSaved: (next) => props.loaded.change(() => next),
    }),
  );
  const setting = draft.saved.value;
  const forms = draft.value.value;
  const isInConflict = draft.theirs.value !== undefined;
  const [name, setName] = useState('');
  const isReadOnly = !may('settings.manage');
  const save = useAction(async () => {
    if (await draft.save()) showToast(strings.saved);
  });
  const addForm = (): void => {
    draft.change({ ...forms, [name]: newForm });
    setName('');
  };
  return (
    <form
      class="stack forms"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isInConflict && !hasProblems(forms)) void save.run();
      }}
    >
      {Object.entries(forms).map(([formName, form]) => (
        <FormSection
          key={formName}
          name={formName}
          form={form}
          isReadOnly={isReadOnly}
          onForm={(next) => draft.change({ ...forms, [formName]: next })}
          remove={() =>
            draft.change(Object.fromEntries(Object.entries(forms).filter(([one]) => one !== formName)))
          }
        />
      ))}
      {!isReadOnly && (
        <div class="new-form">
          <TextField
            label={words.newForm}
            hint={words.newFormHint}
            maxLength={40}
            spellcheck={false}
            value={name}
            onValue={setName}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (isFormName(name, forms)) addForm();
            }}
          />
          <Button icon="plus" isDisabled={!isFormName(name, forms)} onClick={addForm}>
            {words.addForm}
          </Button>
        </div>
      )}
      {save.error !== undefined && <Problem error={save.error} />}
      <Conflict
        draft={draft}
        savedBy={({ changedByName }) => changedByName ?? strings.formerColleague}
        savedAt={({ changedAt }) => (changedAt === null ? '' : dates.moment(changedAt))}
        words={formPlaces}
      />
      <SaveBar draft={draft} isBusy={save.isBusy} isBlocked={hasProblems(forms)} isReadOnly={isReadOnly}>
        {setting.changedAt === null
          ? words.never
          : words.changedAt(dates.moment(setting.changedAt), setting.changedByName, setting.version)}
      </SaveBar>
    </form>
  );
}
