import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  deleteNote,
  resendReply,
  type HistoryEntry,
  type ItemDetails,
  type Note,
  type Reply,
} from '../../api/inbox.ts';
import { nameOf } from '../../colleagues.ts';
import { dates, now } from '../../dates.ts';
import { Avatar, Badge } from '../../parts/badge.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Icon } from '../../parts/icon.tsx';
import { may, me } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { useAction } from '../../use-action.ts';
import { threadEntries } from './thread-entries.ts';

export function Thread({
  item,
  reload,
}: {
  item: ItemDetails;
  reload: () => Promise<void>;
}): JSX.Element | null {
  const entries = threadEntries(item);
  if (entries.length === 0) return null;
  return (
    <ol class="thread" aria-label={words.thread}>
      {entries.map((entry) => {
        switch (entry.kind) {
          case 'reply':
            return <ReplyEntry key={entry.reply.id} item={item} reply={entry.reply} reload={reload} />;
          case 'note':
            return <NoteEntry key={entry.note.id} itemId={item.id} note={entry.note} reload={reload} />;
          case 'change':
            return <ChangeEntry key={entry.change.id} change={entry.change} />;
          default:
            return entry satisfies never;
        }
      })}
    </ol>
  );
}

function Moment({ at }: { at: Date }): JSX.Element {
  return (
    <time class="faint numbers" dateTime={at.toISOString()} title={dates.moment(at)}>
      {dates.inList(at, now.value)}
    </time>
  );
}

function ReplyEntry(props: { item: ItemDetails; reply: Reply; reload: () => Promise<void> }): JSX.Element {
  const { item, reply, reload } = props;
  const author = nameOf(reply.authorId);
  return (
    <li class="entry entry-reply">
      <header class="entry-head">
        <Avatar isSmall name={author} />
        <span class="entry-author">{author}</span>
        <span class="faint">{words.replied}</span>
        <Moment at={reply.createdAt} />
        {reply.state !== 'sent' && (
          <Badge tone={reply.state === 'queued' ? 'neutral' : 'danger'}>
            {words.replyStates[reply.state]}
          </Badge>
        )}
      </header>
      {(reply.state === 'refused' || reply.state === 'failed') && (
        <Undelivered itemId={item.id} reply={reply} reload={reload} />
      )}
      <p class="entry-subject">{reply.subject}</p>
      <p class="entry-text" lang={item.language}>
        {reply.text}
      </p>
    </li>
  );
}

function Undelivered(props: { itemId: string; reply: Reply; reload: () => Promise<void> }): JSX.Element {
  const { itemId, reply, reload } = props;
  const resend = useAction(() => resendReply(itemId, reply.id).then(reload));
  const because = reply.state === 'failed' ? words.failedBecause : words.refusedBecause;
  return (
    <div class="entry-problem">
      {reply.refusal !== null && <p>{because(reply.refusal)}</p>}
      {may('inbox.reply') && (
        <Button isSmall isBusy={resend.isBusy} onClick={() => void resend.run()}>
          {words.sendAgain}
        </Button>
      )}
      {resend.error !== undefined && <p role="alert">{strings.errors.of(resend.error).title}</p>}
    </div>
  );
}

function NoteEntry(props: { itemId: string; note: Note; reload: () => Promise<void> }): JSX.Element {
  const { itemId, note, reload } = props;
  const [isAsking, setAsking] = useState(false);
  const author = nameOf(note.authorId);
  return (
    <li class="entry entry-note">
      <header class="entry-head">
        <Icon name="lock" />
        <span class="entry-author">{author}</span>
        <span class="faint">{words.noted}</span>
        <Moment at={note.createdAt} />
        {note.authorId === me.value?.id && (
          <IconButton isSmall icon="trash" label={words.deleteNote} onClick={() => setAsking(true)} />
        )}
      </header>
      <p class="entry-text">{note.text}</p>
      {isAsking && (
        <Confirm
          title={words.deleteNoteTitle}
          deed={words.deleteNote}
          act={() => deleteNote(itemId, note.id).then(reload)}
          onClose={() => setAsking(false)}
        >
          {words.deleteNoteText}
        </Confirm>
      )}
    </li>
  );
}

function ChangeEntry({ change }: { change: HistoryEntry }): JSX.Element {
  const actor = change.actorId === null ? words.system : nameOf(change.actorId);
  const deeds: string[] = [];
  if (change.state.from !== change.state.to) deeds.push(words.deeds.state(words.states[change.state.to]));
  if (change.assigneeId.from !== change.assigneeId.to) {
    const { to } = change.assigneeId;
    deeds.push(
      to === null
        ? words.deeds.unassigned
        : to === change.actorId
          ? words.deeds.took
          : words.deeds.assigned(nameOf(to)),
    );
  }
  return (
    <li class="entry-change">
      <span class="entry-dot" aria-hidden="true" />
      <span>
        <b>{actor}</b> {deeds.join(words.and)}
        {change.isUndo && ` (${words.undoDeed})`}
      </span>
      <Moment at={change.at} />
    </li>
  );
}
