import type { JSX } from 'preact';
import { dates } from '../../../dates.ts';
import { Icon } from '../../../parts/icon.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import type { ReceiptVerdict } from './verify-receipt.ts';

/** Whether a receipt is genuine; of somebody else's file also which one it is. */
export function Verdict({
  of: verdict,
  isOfOther,
}: {
  of: ReceiptVerdict;
  isOfOther?: boolean;
}): JSX.Element {
  const { isGenuine } = verdict;
  return (
    <p class={`verdict ${isGenuine ? 'is-good' : 'is-bad'}`} role="status">
      <Icon name={isGenuine ? 'check-circle' : 'warning'} />
      <span>
        {isGenuine && isOfOther === true && `${verdict.receipt.request}, ${verdict.receipt.company}. `}
        {sentence(verdict)}
      </span>
    </p>
  );
}

function sentence(verdict: ReceiptVerdict): string {
  if (verdict.isGenuine) return words.genuine(dates.moment(verdict.receipt.erasedAt));
  return verdict.problem === 'cannot_verify' ? words.cannotVerify : words.notGenuine[verdict.problem];
}
