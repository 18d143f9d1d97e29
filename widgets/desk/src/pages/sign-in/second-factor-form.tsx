import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { signInWithRecoveryCode, signInWithTotp, signOut, readSession } from '../../api/session.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { enterSession } from '../../session-state.ts';
import { signIn as words } from '../../strings/en/sign-in.ts';
import { useAction } from '../../use-action.ts';

export function SecondFactorForm(): JSX.Element {
  const [kind, setKind] = useState<'totp' | 'recovery'>('totp');
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const isTotp = kind === 'totp';
  const check = useAction(async () => {
    const body = { code: code.replaceAll(/\s/g, '') };
    enterSession(await (isTotp ? signInWithTotp(body) : signInWithRecoveryCode(body)));
  });
  const startOver = useAction(async () => {
    await signOut();
    enterSession(await readSession());
  });
  useLayoutEffect(() => input.current?.focus(), [kind]);
  const submit = async (): Promise<void> => {
    if (code.trim() === '' || !(await check.run())) input.current?.select();
  };
  return (
    <form
      class="stack"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {check.error !== undefined && <Problem error={check.error} />}
      <TextField
        key={kind}
        label={isTotp ? words.totp : words.recovery}
        hint={isTotp ? words.totpHint : words.recoveryHint}
        inputRef={input}
        inputMode={isTotp ? 'numeric' : 'text'}
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck={false}
        maxLength={isTotp ? 9 : 40}
        value={code}
        onValue={setCode}
      />
      <Button type="submit" look="primary" isBusy={check.isBusy}>
        {words.confirm}
      </Button>
      <div class="row row-between">
        <Button
          isSmall
          look="quiet"
          onClick={() => {
            setKind(isTotp ? 'recovery' : 'totp');
            setCode('');
            check.clear();
          }}
        >
          {isTotp ? words.useRecovery : words.useTotp}
        </Button>
        <Button isSmall look="quiet" isBusy={startOver.isBusy} onClick={() => void startOver.run()}>
          {words.startOver}
        </Button>
      </div>
    </form>
  );
}
