import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';

/** The foot of a form with a draft: what is in force, and saving or discarding what was typed. */
export function SaveBar(props: {
  draft: { isChanged: ReadonlySignal<boolean>; theirs: ReadonlySignal<unknown>; discard: () => void };
  isBusy: boolean;
  /** Something in the form is not right. */
  isBlocked: boolean;
  isReadOnly?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const { draft, isBusy, isBlocked, isReadOnly = false, children } = props;
  const isChanged = draft.isChanged.value;
  const isInConflict = draft.theirs.value !== undefined;
  return (
    <div class="save-bar">
      <span class="faint">{children}</span>
      {!isReadOnly && (
        <span class="row">
          {isChanged && !isInConflict && <Button onClick={() => draft.discard()}>{strings.discard}</Button>}
          <Button
            type="submit"
            look="primary"
            isBusy={isBusy}
            isDisabled={!isChanged || isInConflict || isBlocked}
          >
            {strings.save}
          </Button>
        </span>
      )}
    </div>
  );
}
