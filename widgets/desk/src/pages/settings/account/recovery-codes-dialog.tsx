import type { JSX } from 'preact';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { strings } from '../../../strings.ts';
import { account as words } from '../../../strings/en/account.ts';
import { showToast } from '../../../toasts.ts';

/** The one time that they are shown. */
export function RecoveryCodesDialog(props: { codes: readonly string[]; onClose: () => void }): JSX.Element {
  const { codes, onClose } = props;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      showToast(strings.copied);
    } catch {
      showToast(words.copyByHand);
    }
  };
  const save = (): void => {
    const href = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = href;
    link.download = words.codesFile;
    link.click();
    URL.revokeObjectURL(href);
  };
  return (
    <Dialog
      title={words.codesTitle}
      isSticky
      onClose={onClose}
      actions={
        <>
          <Button icon="download" onClick={save}>
            {words.downloadCodes}
          </Button>
          <Button icon="copy" onClick={() => void copy()}>
            {strings.copy}
          </Button>
          <Button look="primary" onClick={onClose}>
            {strings.haveKeptIt}
          </Button>
        </>
      }
    >
      <p>{words.codesText}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
