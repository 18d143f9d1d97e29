import type { JSX } from 'preact';
import { Button } from '../../parts/button.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { strings } from '../../strings.ts';
import { captcha as words } from '../../strings/en/captcha.ts';

/** The one time that the secret is shown. */
export function SecretDialog(props: { siteKey: string; secret: string; onClose: () => void }): JSX.Element {
  return (
    <Dialog
      title={words.secretTitle}
      isSticky
      onClose={props.onClose}
      actions={
        <Button look="primary" onClick={props.onClose}>
          {strings.haveKeptIt}
        </Button>
      }
    >
      <p>{words.secretText}</p>
      <Copyable label={words.secret} text={props.secret} />
      <Copyable label={words.siteKey} text={props.siteKey} />
    </Dialog>
  );
}
