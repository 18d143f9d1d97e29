import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteNote, type HistoryEntry, type ItemDetails, type Note, type Reply } from '../../api/inbox.ts';
import { nameOf } from '../../colleagues.ts';
import { dates, now } from '../../dates.ts';
import { Avatar, Badge } from '../../parts/badge.tsx';
import { IconButton } from '../../parts/button.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Icon } from '../../parts/icon.tsx';
import { me } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
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
            return <ReplyEntry key={entry.reply.id} reply={entry.reply} language={item.language} />;
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

function ReplyEntry({ reply, language }: { reply: Reply; language: string }): JSX.Element {
  const author = nameOf(reply.authorId);
  return (
    <li class="entry entry-reply">
      <header class="entry-head">
        <Avatar isSmall name={author} />
        <span class="entry-author">{author}</span>
        <span class="faint">{words.replied}</span>
        <Moment at={reply.createdAt} />
        {reply.state !== 'sent' && (
          <Badge tone={reply.state === 'refused' ? 'danger' : 'neutral'}>
            {words.replyStates[reply.state]}
          </Badge>
        )}
      </header>
      {reply.refusal !== null && <p class="entry-problem">{words.refusedBecause(reply.refusal)}</p>}
      <p class="entry-subject">{reply.subject}</p>
      <p class="entry-text" lang={language}>
        {reply.text}
      </p>
    </li>
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
