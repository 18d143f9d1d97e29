import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import {
  importSuppressions,
  suppressionReasons,
  type ImportResult,
  type SuppressionReason,
} from '../../../api/privacy-suppression.ts';
import { Button } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacySuppression as words } from '../../../strings/en/privacy-suppression.ts';
import { useAction } from '../../../use-action.ts';
import { scopeOf } from './read-contact.ts';
import { ScopeFields, type ScopeChoice } from './scope-fields.tsx';

const MAX_BYTES = 4_194_304;

/** A list from another program: all of it or nothing, and then what became of each line. */
export function ImportSection(): JSX.Element {
  const id = useId();
  const [file, setFile] = useState<File>();
  const [choice, setChoice] = useState<ScopeChoice>('mail');
  const [listName, setListName] = useState('');
  const [reason, setReason] = useState<SuppressionReason>('imported');
  const [isChecked, setChecked] = useState(false);
  const [result, setResult] = useState<ImportResult>();
  const scope = scopeOf(choice, listName.trim());
  const isTooLarge = (file?.size ?? 0) > MAX_BYTES;
  const take = useAction(async (given: File, chosen: string) => {
    setResult(undefined);
    const done = await importSuppressions({ scope: chosen, reason, list: await given.text() });
    setResult(done);
    announce(words.result(done.added, done.alreadyThere));
  });
  const fileError = isTooLarge
    ? words.fileTooLarge
    : isChecked && file === undefined
      ? words.fileMissing
      : undefined;
  return (
    <Section title={words.import} intro={words.importIntro}>
      <form
        class="suppression-add"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (file !== undefined && !isTooLarge && scope !== undefined) void take.run(file, scope);
        }}
      >
        <div class="field">
          <label class="field-label" for={id}>
            {words.file}
          </label>
          <input
            id={id}
            class="input"
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            aria-invalid={fileError === undefined ? undefined : 'true'}
            aria-describedby={fileError === undefined ? undefined : `${id}-error`}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
          {fileError !== undefined && (
            <p class="field-error" id={`${id}-error`}>
              {fileError}
            </p>
          )}
        </div>
        <ScopeFields
          choices={['mail', 'calls', 'list']}
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
        <Button type="submit" isBusy={take.isBusy}>
          {words.take}
        </Button>
      </form>
      {take.error !== undefined && <Problem error={take.error} />}
      {result !== undefined && (
        <div>
          <p class="verdict is-good">
            <Icon name="check-circle" />
            {words.result(result.added, result.alreadyThere)}
          </p>
          {result.unreadable > 0 && <p>{words.unreadable(result.unreadable, result.unreadableLines)}</p>}
        </div>
      )}
    </Section>
  );
}
