import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  addBlock,
  readBlock,
  saveBlock,
  type Block,
  type BlockKind,
} from '../../../api/newsletter-library.ts';
import { dates } from '../../../dates.ts';
import { createDraft } from '../../../draft.ts';
import { Button } from '../../../parts/button.tsx';
import { Conflict } from '../../../parts/conflict.tsx';
import { TextField } from '../../../parts/field.tsx';
import { focusBeginning, Page, Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { newsletterLibrary as words } from '../../../strings/en/newsletter-library.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { MjmlField } from '../mjml/mjml-field.tsx';
import type { LineProblem } from '../mjml/code-view.ts';

const partShape = /^[a-z][a-z0-9-]{0,59}$/;
const noProblems: readonly LineProblem[] = [];

/** What is new has no version before it is saved. */
const fresh: Block = {
  id: '',
  version: 0,
  value: { name: '', mjml: '' },
  slots: [],
  changedByName: null,
  changedAt: new Date(0),
};

export function BlockEditor(props: {
  kind: BlockKind;
  /** undefined: a new one. */
  block: Block | undefined;
  onMade: (block: Block) => void;
  onClose: () => void;
}): JSX.Element {
  const { kind, block, onMade, onClose } = props;
  const [isChecked, setChecked] = useState(false);
  const [draft] = useState(() => {
    const { id } = block ?? fresh;
    return createDraft<Block['value'], Block>(block ?? fresh, {
      put: (value, basedOnVersion) => saveBlock(kind, id, value, basedOnVersion),
      read: () => readBlock(kind, id),
      onSaved: () => undefined,
    });
  });
  // The button that led here is gone.
  useEffect(() => focusBeginning(), []);
  const value = draft.value.value;
  const isInConflict = draft.theirs.value !== undefined;
  const name = value.name.trim();
  const nameError =
    name === '' ? words.nameMissing : kind === 'parts' && !partShape.test(name) ? words.nameWrong : undefined;
  const save = useAction(async () => {
    if (block === undefined) onMade(await addBlock(kind, value));
    else if (!(await draft.save())) return;
    showToast(strings.saved);
  });
  return (
    <Page
      title={block === undefined ? words.add[kind] : block.value.name}
      actions={<Button onClick={onClose}>{strings.close}</Button>}
    >
      <form
        class="stack"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (nameError === undefined && !isInConflict) void save.run();
        }}
      >
        <Section title={words.kinds[kind]}>
          <TextField
            label={words.name}
            hint={words.names[kind] === '' ? undefined : words.names[kind]}
            maxLength={kind === 'parts' ? 60 : 120}
            value={value.name}
            onValue={(next) => draft.change({ ...value, name: next })}
            error={isChecked ? nameError : undefined}
          />
          <MjmlField
            label={words.mjml}
            value={value.mjml}
            problems={noProblems}
            isReadOnly={false}
            onValue={(mjml) => draft.change({ ...draft.value.peek(), mjml })}
          />
        </Section>
        {save.error !== undefined && <Problem error={save.error} />}
        <Conflict
          draft={draft}
          savedBy={({ changedByName }) => changedByName ?? strings.formerColleague}
          savedAt={({ changedAt }) => dates.moment(changedAt)}
          words={{
            place: ([member]) => (member === 'name' ? words.name : words.mjml),
            value: (shown) => (typeof shown === 'string' ? shown : ''),
          }}
        />
        <div class="save-bar">
          <span class="faint">{words.slots(draft.saved.value.slots)}</span>
          <span class="row">
            {draft.isChanged.value && !isInConflict && (
              <Button onClick={() => draft.discard()}>{strings.discard}</Button>
            )}
            <Button
              type="submit"
              look="primary"
              isBusy={save.isBusy}
              isDisabled={!draft.isChanged.value || isInConflict}
            >
              {strings.save}
            </Button>
          </span>
        </div>
      </form>
    </Page>
  );
}
