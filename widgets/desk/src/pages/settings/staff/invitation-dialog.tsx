import type { JSX } from 'preact';
import { Button } from '../../../parts/button.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { strings } from '../../../strings.ts';
import { staff as words } from '../../../strings/en/staff.ts';

/** The link is shown once; whoever has it can take the account, so it goes by a way that only the invited person reads. */
export function InvitationDialog({ url, onClose }: { url: string; onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={words.invitationTitle}
      isSticky
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {strings.done}
        </Button>
      }
    >
      <p>{words.invitationText}</p>
      <Copyable label={words.invitationLink} text={url} />
    </Dialog>
  );
}
