import type { JSX } from 'preact';
import { Button } from '../../../parts/button.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { strings } from '../../../strings.ts';
import { webhooks as words } from '../../../strings/en/webhooks.ts';

/** The one time that the secret is shown. */
export function EndpointSecretDialog({
  secret,
  onClose,
}: {
  secret: string;
  onClose: () => void;
}): JSX.Element {
  return (
    <Dialog
      title={words.secretTitle}
      isSticky
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {strings.haveKeptIt}
        </Button>
      }
    >
      <p>{words.secretText}</p>
      <Copyable label={words.secret} text={secret} />
    </Dialog>
  );
}
