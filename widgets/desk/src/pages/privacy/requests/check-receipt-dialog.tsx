import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { readReceiptKey } from '../../../api/privacy-requests.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { useAction } from '../../../use-action.ts';
import { Verdict } from './receipt-verdict.tsx';
import { verifyReceipt, type ReceiptVerdict } from './verify-receipt.ts';

const MAX_BYTES = 1_000_000;

/** For a file that somebody shows to prove that they were erased. */
export function CheckReceiptDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [verdict, setVerdict] = useState<ReceiptVerdict>();
  const id = useId();
  const check = useAction(async (file: File) => {
    setVerdict(undefined);
    const isTooLarge = file.size > MAX_BYTES;
    setVerdict(
      isTooLarge
        ? { isGenuine: false, problem: 'not_a_receipt' }
        : await verifyReceipt(await file.text(), await readReceiptKey()),
    );
  });
  return (
    <Dialog title={words.checkTitle} onClose={onClose}>
      <p class="soft">{words.checkText}</p>
      <div class="field">
        <label class="field-label" for={id}>
          {words.checkFile}
        </label>
        <input
          id={id}
          class="input"
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) void check.run(file);
          }}
        />
      </div>
      {verdict !== undefined && <Verdict of={verdict} isOfOther />}
      {check.error !== undefined && <Problem error={check.error} />}
    </Dialog>
  );
}
