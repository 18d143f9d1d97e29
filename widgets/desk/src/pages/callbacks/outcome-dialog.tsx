import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { logOutcome, outcomes, type Call, type Outcome } from '../../api/callback.ts';
import { toLocalInput } from '../../dates.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { strings } from '../../strings.ts';
import { callbacks as words } from '../../strings/en/callbacks.ts';
import { showToast } from '../../toasts.ts';
import { useAction } from '../../use-action.ts';

const HOUR = 3_600_000;

/** What became of a call, and when to try again when nobody answered. */
export function OutcomeDialog(props: {
  call: Call;
  onClose: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { call, onClose, reload } = props;
  const [outcome, setOutcome] = useState<Outcome>();
  const [retryAt, setRetryAt] = useState(() => toLocalInput(new Date(Date.now() + 2 * HOUR)));
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const retry = new Date(retryAt);
  const isRetryWrong = outcome === 'no_answer' && !(retry.getTime() > Date.now());
  const log = useAction(async (chosen: Outcome) => {
    await logOutcome(call.id, {
      outcome: chosen,
      ...(chosen === 'no_answer' ? { retryAt: retry.toISOString() } : {}),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    showToast(words.logged(call.name));
    await reload();
  });
  const submit = async (): Promise<void> => {
    setChecked(true);
    if (outcome !== undefined && !isRetryWrong && (await log.run(outcome))) onClose();
  };
  return (
    <Dialog
      title={words.outcomeTitle(call.name)}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={log.isBusy}>
            {words.log}
          </Button>
        </>
      }
    >
      <fieldset class="outcomes">
        <legend class="field-label">{words.outcomeQuestion}</legend>
        {outcomes.map((one) => (
          <label key={one} class="outcome">
            <input type="radio" name="outcome" checked={one === outcome} onChange={() => setOutcome(one)} />
            <span>
              <b>{words.outcomes[one].title}</b>
              <span class="faint">{words.outcomes[one].hint}</span>
            </span>
          </label>
        ))}
        {isChecked && outcome === undefined && (
          <p class="field-error" role="alert">
            {words.outcomeMissing}
          </p>
        )}
      </fieldset>
      {outcome === 'no_answer' && (
        <TextField
          label={words.retryAt}
          hint={words.retryHint}
          type="datetime-local"
          value={retryAt}
          min={toLocalInput(new Date())}
          onValue={setRetryAt}
          error={isChecked && isRetryWrong ? words.retryMissing : undefined}
        />
      )}
      <TextArea
        label={words.note}
        hint={words.noteHint}
        rows={2}
        maxLength={2000}
        value={note}
        onValue={setNote}
      />
      {log.error !== undefined && <Problem error={log.error} />}
    </Dialog>
  );
}
