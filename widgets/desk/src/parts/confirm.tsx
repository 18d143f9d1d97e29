import type { ComponentChildren, JSX } from 'preact';
import { strings } from '../strings.ts';
import { useAction } from '../use-action.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Problem } from './problem.tsx';

/** Asks before what cannot be taken back. The button names the deed. */
export function Confirm(props: {
  title: string;
  children: ComponentChildren;
  deed: string;
  /** For a deed that destroys nothing. */
  look?: 'primary';
  act: () => Promise<unknown>;
  onClose: () => void;
}): JSX.Element {
  const action = useAction(props.act);
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={() => void action.run().then((isDone) => isDone && props.onClose())}
      actions={
        <>
          <Button onClick={props.onClose}>{strings.cancel}</Button>
          <Button look={props.look ?? 'danger'} type="submit" isBusy={action.isBusy}>
            {props.deed}
          </Button>
        </>
      }
    >
      <p>{props.children}</p>
      {action.error !== undefined && <Problem error={action.error} />}
    </Dialog>
  );
}
