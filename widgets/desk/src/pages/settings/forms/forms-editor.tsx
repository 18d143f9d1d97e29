import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { saveForms, type ContactForms, type Setting } from '../../../api/settings.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { TextField } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import type { Loaded } from '../../../use-loaded.ts';
import { hasProblems, isFormName, newForm } from './form-draft.ts';
import { FormSection } from './form-section.tsx';

const words = strings.forms;

export function FormsEditor(props: {
  setting: Setting<ContactForms>;
  loaded: Loaded<Setting<ContactForms>>;
}): JSX.Element {
  const { setting, loaded } = props;
  const [forms, setForms] = useState(setting.value);
  const [name, setName] = useState('');
  const isReadOnly = !may('settings.manage');
  const isChanged = JSON.stringify(forms) !== JSON.stringify(setting.value);
  const save = useAction(async () => {
    const next = await saveForms(forms, setting.version);
    loaded.change(() => next);
    showToast(strings.saved);
  });
  const addForm = (): void => {
    setForms({ ...forms, [name]: newForm });
    setName('');
  };
  return (
    <form
      class="stack forms"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!hasProblems(forms)) void save.run();
      }}
    >
      {Object.entries(forms).map(([formName, form]) => (
        <FormSection
          key={formName}
          name={formName}
          form={form}
          isReadOnly={isReadOnly}
          onForm={(next) => setForms({ ...forms, [formName]: next })}
          remove={() =>
            setForms(Object.fromEntries(Object.entries(forms).filter(([one]) => one !== formName)))
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
      {save.error !== undefined && (
        <Problem
          error={save.error}
          {...(save.error.status === 409 && { retry: () => void loaded.reload() })}
        />
      )}
      <div class="save-bar">
        <span class="faint">
          {setting.changedAt === null
            ? words.never
            : words.changedAt(dates.moment(setting.changedAt), setting.changedByName, setting.version)}
        </span>
        {!isReadOnly && (
          <span class="row">
            {isChanged && <Button onClick={() => setForms(setting.value)}>{strings.discard}</Button>}
            <Button
              type="submit"
              look="primary"
              isBusy={save.isBusy}
              isDisabled={!isChanged || hasProblems(forms)}
            >
              {strings.save}
            </Button>
          </span>
        )}
      </div>
    </form>
  );
}
