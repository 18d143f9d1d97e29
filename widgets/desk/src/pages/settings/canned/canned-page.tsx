import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteCanned, readCanned, type CannedReply } from '../../../api/inbox.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { canned as words } from '../../../strings/en/canned.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import { CannedDialog } from './canned-dialog.tsx';

export function CannedPage(): JSX.Element {
  const canned = useLoaded('canned settings', readCanned);
  const [editing, setEditing] = useState<CannedReply | 'new'>();
  const [leaving, setLeaving] = useState<CannedReply>();
  const mayEdit = may('inbox.canned');
  const add = mayEdit ? (
    <Button look="primary" icon="plus" onClick={() => setEditing('new')}>
      {words.add}
    </Button>
  ) : undefined;
  return (
    <Page title={words.title} intro={words.intro} back={settingsBack} actions={add}>
      <Loaded of={canned}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="bolt" title={words.empty}>
              {mayEdit ? words.emptyHint : words.emptyAsk}
            </Empty>
          ) : (
            <div class="card card-flush">
              <ul class="rows">
                {all.map((reply) => (
                  <li key={reply.id}>
                    <span class="rows-main">
                      <span class="rows-title">{reply.title}</span>
                      <span class="rows-detail one-line" lang={reply.language}>
                        {reply.text}
                      </span>
                    </span>
                    <Badge>{reply.language.toUpperCase()}</Badge>
                    {mayEdit && (
                      <>
                        <Button
                          isSmall
                          look="quiet"
                          aria-label={words.edit(reply.title)}
                          onClick={() => setEditing(reply)}
                        >
                          {strings.edit}
                        </Button>
                        <IconButton
                          isSmall
                          icon="trash"
                          label={words.remove(reply.title)}
                          onClick={() => setLeaving(reply)}
                        />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {editing !== undefined && (
        <CannedDialog
          reply={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          reload={canned.reload}
        />
      )}
      {leaving !== undefined && (
        <Confirm
          title={words.removeTitle(leaving.title)}
          deed={strings.remove}
          act={() => deleteCanned(leaving.id).then(canned.reload)}
          onClose={() => setLeaving(undefined)}
        >
          {words.removeText}
        </Confirm>
      )}
    </Page>
  );
}
