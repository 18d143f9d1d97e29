import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { removeTotp, renewRecoveryCodes, startTotp, type OwnAccount } from '../../../api/staff.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { account as words } from '../../../strings/en/account.ts';
import { useAction } from '../../../use-action.ts';
import { ProofDialog } from './proof-dialog.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { TotpDialog } from './totp-dialog.tsx';

export function TotpSection(props: { account: OwnAccount; reload: () => Promise<void> }): JSX.Element {
  const { account, reload } = props;
  const [started, setStarted] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asking, setAsking] = useState<'remove' | 'codes'>();
  const start = useAction(async () => setStarted(await startTotp()));
  return (
    <Section title={words.totp} intro={words.totpIntro}>
      <div class="row row-between">
        <div class="row">
          {account.hasTotp ? <Badge tone="good">{words.on}</Badge> : <Badge tone="warn">{words.off}</Badge>}
          {account.hasTotp && <span class="soft">{words.codesLeft(account.recoveryCodesLeft)}</span>}
        </div>
        {account.hasTotp ? (
          <div class="row">
            <Button onClick={() => setAsking('codes')}>{words.renewCodes}</Button>
            <Button look="danger" onClick={() => setAsking('remove')}>
              {words.removeTotp}
            </Button>
          </div>
        ) : (
          <Button look="primary" isBusy={start.isBusy} onClick={() => void start.run()}>
            {words.setUpTotp}
          </Button>
        )}
      </div>
      {start.error !== undefined && <Problem error={start.error} />}
      {started !== undefined && (
        <TotpDialog
          {...started}
          onClose={() => setStarted(undefined)}
          onConfirmed={(fresh) => {
            setStarted(undefined);
            setCodes(fresh);
            void reload();
          }}
        />
      )}
      {codes !== undefined && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
      {asking === 'remove' && (
        <ProofDialog
          account={account}
          title={words.removeTotpTitle}
          deed={words.removeTotp}
          act={(proof) => removeTotp(proof).then(reload)}
          onClose={() => setAsking(undefined)}
        >
          {words.removeTotpText}
        </ProofDialog>
      )}
      {asking === 'codes' && (
        <ProofDialog
          account={account}
          title={words.renewCodesTitle}
          deed={words.renewCodes}
          act={async (proof) => {
            setCodes((await renewRecoveryCodes(proof)).recoveryCodes);
            await reload();
          }}
          onClose={() => setAsking(undefined)}
        >
          {words.renewCodesText}
        </ProofDialog>
      )}
    </Section>
  );
}
