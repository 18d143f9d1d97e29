import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readMembers, type Member } from '../../../api/staff.ts';
import { dates } from '../../../dates.ts';
import { useChanges } from '../../../live.ts';
import { Avatar, Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { me } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { settingsBack } from '../back.ts';
import { InvitationDialog } from './invitation-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';

const words = strings.staff;

export function StaffPage(): JSX.Element {
  const members = useLoaded('members', readMembers);
  const [isInviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Member>();
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
        {(all) => (
          <div class="card card-flush">
            <ul class="rows">
              {all.map((member) => (
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
          reload={members.reload}
        />
      )}
      {invitationUrl !== undefined && (
        <InvitationDialog url={invitationUrl} onClose={() => setInvitationUrl(undefined)} />
      )}
    </Page>
  );
}
