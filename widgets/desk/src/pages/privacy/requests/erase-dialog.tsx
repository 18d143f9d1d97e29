import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { FoundData } from '../../../api/privacy-requests.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Skeletons } from '../../../parts/skeletons.tsx';
import { strings } from '../../../strings.ts';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { useAction, type Action } from '../../../use-action.ts';
import { erasurePlan } from './erasure-plan.ts';

/** Asks before an erasure, and names what goes and what stays. Nothing is erased before that was shown. */
export function EraseDialog(props: {
  reference: string;
  found: FoundData | undefined;
  find: Action<[]>;
  erase: () => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const { reference, found, find, onClose } = props;
  const erase = useAction(props.erase);
  useEffect(() => {
    if (found === undefined) void find.run();
  }, []);
  const submit = (): void => {
    if (found === undefined) return;
    void erase.run().then((isDone) => isDone && onClose());
  };
  const error = erase.error ?? find.error;
  return (
    <Dialog
      title={words.eraseTitle(reference)}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="danger" isBusy={erase.isBusy} isDisabled={found === undefined}>
            {words.eraseDeed}
          </Button>
        </>
      }
    >
      {found === undefined ? find.error === undefined && <Skeletons count={2} /> : <Plan found={found} />}
      {error !== undefined && <Problem error={error} />}
    </Dialog>
  );
}

function Plan({ found }: { found: FoundData }): JSX.Element {
  const { goes, held, proofs } = erasurePlan(found);
  return (
    <>
      <section class="erase-part">
        <h3>{words.goes}</h3>
        {goes.length === 0 ? (
          <p class="soft">{words.goesNothing}</p>
        ) : (
          <ul>
            {goes.map(({ name, records }) => (
              <li key={name}>
                {privacy.holding(name)}: {privacy.records(records)}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="erase-part">
        <h3>{words.stays}</h3>
        <ul>
          {held.map(({ name, why, until }) => (
            <li key={`${name} ${why}`}>
              {privacy.holding(name)}. {words.heldUntil(why, dates.day(until))}
            </li>
          ))}
          {proofs.map((name) => (
            <li key={name}>{privacy.holding(name)}</li>
          ))}
        </ul>
        <p class="soft">{words.staysAlways}</p>
      </section>
      <p>
        <b>{words.eraseSure}</b>
      </p>
    </>
  );
}
