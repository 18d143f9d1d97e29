import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { removeTotp, startTotp, type OwnAccount } from '../../../api/staff.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { strings } from '../../../strings.ts';
import { useAction } from '../../../use-action.ts';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { TotpDialog } from './totp-dialog.tsx';

const words = strings.account;

export function TotpSection(props: { account: OwnAccount; reload: () => Promise<void> }): JSX.Element {
  const { account, reload } = props;
  const [started, setStarted] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [isRemoving, setRemoving] = useState(false);
  const start = useAction(async () => setStarted(await startTotp()));
  return (
    <Section title={words.totp} intro={words.totpIntro}>
      <div class="row row-between">
        <div class="row">
          {account.hasTotp ? <Badge tone="good">{words.on}</Badge> : <Badge tone="warn">{words.off}</Badge>}
          {account.hasTotp && <span class="soft">{words.codesLeft(account.recoveryCodesLeft)}</span>}
        </div>
        {account.hasTotp ? (
          <Button look="danger" onClick={() => setRemoving(true)}>
            {words.removeTotp}
          </Button>
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
      {isRemoving && (
        <Confirm
          title={words.removeTotpTitle}
          deed={words.removeTotp}
          act={() => removeTotp().then(reload)}
          onClose={() => setRemoving(false)}
        >
          {words.removeTotpText}
        </Confirm>
      )}
    </Section>
  );
}
