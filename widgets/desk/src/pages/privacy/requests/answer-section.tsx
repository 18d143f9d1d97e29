import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { carryOut, dataFilePath, type DataRequest, type FoundData } from '../../../api/privacy-requests.ts';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { Checkbox } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { privacyRequest as words } from '../../../strings/en/privacy-request.ts';
import { showToast } from '../../../toasts.ts';
import { useAction, type Action } from '../../../use-action.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';

/** What the officer does about an open request: what was asked for, more time, or a refusal. */
export function AnswerSection(props: {
  request: DataRequest;
  found: FoundData | undefined;
  find: Action<[]>;
  show: (request: DataRequest) => void;
}): JSX.Element {
  const { request, found, find, show } = props;
  const { id, kind } = request;
  const email = request.subject?.email ?? null;
  const [isTold, setTold] = useState(email !== null);
  const [isMailOnItsWay, setMailOnItsWay] = useState(false);
  const [open, setOpen] = useState<'erase' | 'extend' | 'refuse'>();
  const answer = async (isAnsweredByMail: boolean): Promise<void> => {
    const after = await carryOut(id, isAnsweredByMail);
    setMailOnItsWay(after.state === 'open');
    show(after);
    showToast(after.state === 'open' ? words.mailOnItsWay : words.carriedOut);
  };
  const execute = useAction(answer);
  const isCopy = kind === 'access' || kind === 'portability';
  if (isMailOnItsWay) {
    return (
      <Section title={words.answer}>
        <p class="row" role="status">
          <Icon name="mail" />
          {words.mailOnItsWay}
        </p>
      </Section>
    );
  }
  const deed = isCopy && !isTold ? words.closeHandedOver : words.deeds[kind];
  return (
    <Section title={words.answer} intro={words.deedHints[kind]}>
      {email === null ? (
        <p class="soft">{words.noMail}</p>
      ) : (
        <Checkbox
          label={words.tellByMail}
          hint={words.tellByMailHint(email)}
          isChecked={isTold}
          onChecked={setTold}
        />
      )}
      <div class="row row-between">
        <div class="row">
          <Button
            look={kind === 'erasure' ? 'danger' : 'primary'}
            isBusy={execute.isBusy}
            onClick={() => (kind === 'erasure' ? setOpen('erase') : void execute.run(isTold))}
          >
            {deed}
          </Button>
          {isCopy && (
            <LinkButton icon="download" href={dataFilePath(id)} isDownload>
              {words.download}
            </LinkButton>
          )}
        </div>
        <div class="row">
          {!request.isExtended && (
            <Button look="quiet" icon="clock" onClick={() => setOpen('extend')}>
              {words.extend}
            </Button>
          )}
          <Button look="quiet" icon="close" onClick={() => setOpen('refuse')}>
            {words.refuse}
          </Button>
        </div>
      </div>
      {execute.error !== undefined && <Problem error={execute.error} />}
      {open === 'erase' && (
        <EraseDialog
          reference={request.reference}
          found={found}
          find={find}
          erase={() => answer(isTold)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'extend' && <ExtendDialog request={request} show={show} onClose={() => setOpen(undefined)} />}
      {open === 'refuse' && <RefuseDialog id={id} show={show} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
