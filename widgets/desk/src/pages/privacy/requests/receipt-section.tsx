import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  readReceipt,
  readReceiptKey,
  receiptFilePath,
  type DataRequest,
} from '../../../api/privacy-requests.ts';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { useAction } from '../../../use-action.ts';
import { Verdict } from './receipt-verdict.tsx';
import { canonical, verifyReceipt, type ReceiptVerdict } from './verify-receipt.ts';

/** The signed receipt of an erasure: to keep, to hand on, to check. */
export function ReceiptSection({ request }: { request: DataRequest }): JSX.Element {
  const { id, reference, receiptPath } = request;
  const [verdict, setVerdict] = useState<ReceiptVerdict>();
  const verify = useAction(async () => {
    const [receipt, key] = await Promise.all([readReceipt(id), readReceiptKey()]);
    setVerdict(await verifyReceipt(canonical(receipt), key));
  });
  return (
    <Section title={words.receipt} intro={words.receiptIntro}>
      <div class="row">
        <LinkButton icon="download" href={receiptFilePath(id)} isDownload>
          {words.receiptDownload}
        </LinkButton>
        <Button icon="shield" isBusy={verify.isBusy} onClick={() => void verify.run()}>
          {words.verify}
        </Button>
      </div>
      {verdict !== undefined && <Verdict of={verdict} />}
      {verify.error !== undefined && <Problem error={verify.error} />}
      {receiptPath !== null && (
        <Copyable label={words.receiptLink} text={new URL(receiptPath, location.origin).href} />
      )}
      <Copyable
        label={words.verifyElsewhere}
        text={`npm run foyer -- receipt:verify --file ${reference}.json`}
      />
    </Section>
  );
}
