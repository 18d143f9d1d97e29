import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readMembers, type Member } from '../../../api/staff.ts';
import { dates } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Avatar, Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { LoadMore } from '../../../parts/load-more.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { me } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { staff as words } from '../../../strings/en/staff.ts';
import { usePages } from '../../../use-pages.ts';
import { settingsBack } from '../back.ts';
import { InvitationDialog } from './invitation-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { SecondFactorDialog } from './second-factor-dialog.tsx';

export function StaffPage(): JSX.Element {
  const pages = usePages('members', readMembers);
  const members = pages.loaded;
  const [isInviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Member>();
  const [unlocking, setUnlocking] = useState<Member>();
  const [invitationUrl, setInvitationUrl] = useState<string>();
  useChanges('staff', () => void members.reload());
  return (
    <Page
      title={words.title}
      intro={words.intro}
      back={settingsBack}
      actions={
        <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
          {words.invite}
        </Button>
      }
    >
      <Loaded of={members}>
        {({ items, nextCursor }) => (
          <div class="card card-flush">
            <ul class="rows">
              {items.map((member) => (
                <li key={member.id}>
                  <Avatar name={member.name} />
                  <span class="rows-main">
                    <span class="rows-title">
                      {member.name}
                      {member.id === me.value?.id && <span class="faint"> ({strings.person.you})</span>}
                    </span>
                    <span class="rows-detail">
                      {member.email}
                      {' · '}
                      {member.lastSignInAt === null
                        ? words.neverSignedIn
                        : words.lastSignIn(dates.moment(member.lastSignInAt))}
                    </span>
                  </span>
                  <span class="rows-badges">
                    {member.isDisabled && <Badge tone="danger">{words.disabled}</Badge>}
                    {member.isInvited && !member.isDisabled && <Badge tone="info">{words.invited}</Badge>}
                    {member.roles.map((role) => (
                      <Badge key={role}>{words.role(role)}</Badge>
                    ))}
                  </span>
                  <Button
                    isSmall
                    look="quiet"
                    aria-label={words.editMember(member.name)}
                    onClick={() => setEditing(member)}
                  >
                    {strings.edit}
                  </Button>
                </li>
              ))}
            </ul>
            {nextCursor !== null && (
              <LoadMore isBusy={pages.isLoadingMore} error={pages.moreError} more={() => void pages.more()} />
            )}
          </div>
        )}
      </Loaded>
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(url) => {
            setInvitationUrl(url);
            void members.reload();
          }}
        />
      )}
      {editing !== undefined && (
        <MemberDialog
          member={editing}
          onClose={() => setEditing(undefined)}
          onInvited={setInvitationUrl}
          removeSecondFactor={() => {
            setUnlocking(editing);
            setEditing(undefined);
          }}
          reload={members.reload}
        />
      )}
      {unlocking !== undefined && (
        <SecondFactorDialog
          member={unlocking}
          onClose={() => setUnlocking(undefined)}
          reload={members.reload}
        />
      )}
      {invitationUrl !== undefined && (
        <InvitationDialog url={invitationUrl} onClose={() => setInvitationUrl(undefined)} />
      )}
    </Page>
  );
}
