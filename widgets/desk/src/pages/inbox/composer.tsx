import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { addNote, sendReply, type ItemDetails } from '../../api/inbox.ts';
import { Button } from '../../parts/button.tsx';
import { Select, TextArea } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Segments } from '../../parts/segments.tsx';
import { may } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { showToast } from '../../toasts.ts';
import { useAction } from '../../use-action.ts';
import { CannedMenu } from './canned-menu.tsx';
import { changeDraft, draftOf, type DraftKind } from './drafts.ts';
import { insertAt } from './placeholders.ts';

/** Writes to the visitor, or to colleagues. What is typed survives going to another item and back. */
export function Composer({ item, reload }: { item: ItemDetails; reload: () => Promise<void> }): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const [isBegun, setBegun] = useState(false);
  const draft = draftOf(item.id);
  const kinds = allowedKinds(item);
  const kind = kinds.includes(draft.kind) ? draft.kind : (kinds[0] ?? 'note');
  const text = draft[kind];
  const isReply = kind === 'reply';
  const send = useAction(async () => {
    if (isReply) {
      const idempotencyKey = draft.idempotencyKey ?? crypto.randomUUID();
      changeDraft(item.id, { idempotencyKey });
      const after = draft.after === 'open' ? {} : { state: draft.after };
      await sendReply(item.id, { text: text.trim(), ...after }, idempotencyKey);
      changeDraft(item.id, { reply: '' });
      showToast(words.replyQueued(item.name));
    } else {
      await addNote(item.id, { text: text.trim() });
      changeDraft(item.id, { note: '' });
      showToast(words.noteAdded);
    }
    await reload();
  });
  const submit = (): void => {
    if (text.trim() === '') area.current?.focus();
    else void send.run();
  };
  const become = (next: DraftKind): void => {
    changeDraft(item.id, { kind: next });
    send.clear();
    area.current?.focus();
  };
  const insert = (insertion: string): void => {
    const range = {
      start: area.current?.selectionStart ?? text.length,
      end: area.current?.selectionEnd ?? text.length,
    };
    const inserted = insertAt(text, range, insertion);
    changeDraft(item.id, { [kind]: inserted.text });
    // After the field has the new text.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(inserted.cursor, inserted.cursor);
    });
  };
  return (
    <form
      class={`composer ${isReply ? '' : 'composer-note'}`}
      aria-label={words.composer}
      data-begun={isBegun || text !== ''}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="row row-between">
        <Segments
          label={words.composerKind}
          value={kind}
          onValue={become}
          choices={kinds.map((value) => ({ value, label: words.composerKinds[value] }))}
        />
        {/* What r and n press. */}
        <span hidden>
          {kinds.map((one) => (
            <button
              key={one}
              type="button"
              tabIndex={-1}
              onClick={() => become(one)}
              {...{ [`data-${one}`]: '' }}
            >
              {words.composerKinds[one]}
            </button>
          ))}
        </span>
        {isReply && <CannedMenu item={item} insert={insert} />}
      </div>
      {!kinds.includes('reply') && may('inbox.reply') && <p class="composer-why">{whyNoReply(item)}</p>}
      <TextArea
        label={isReply ? words.replyLabel(item.name) : words.noteLabel}
        isLabelUnseen
        areaRef={area}
        rows={3}
        maxLength={isReply ? 20_000 : 5000}
        placeholder={isReply ? words.replyHint(item.source?.email ?? '') : words.noteHint}
        lang={isReply ? item.language : undefined}
        spellcheck
        value={text}
        onFocus={() => setBegun(true)}
        onValue={(value) => changeDraft(item.id, { [kind]: value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      />
      {send.error !== undefined && <Problem error={send.error} retry={submit} />}
      <div class="row composer-foot">
        <span class="faint composer-keys">{words.sendKeys}</span>
        {isReply && (
          <Select
            isSmall
            isLabelUnseen
            label={words.after}
            value={draft.after}
            onValue={(after) => changeDraft(item.id, { after })}
            choices={[
              { value: 'waiting', label: words.afterwards.waiting },
              { value: 'closed', label: words.afterwards.closed },
              { value: 'open', label: words.afterwards.open },
            ]}
          />
        )}
        <Button type="submit" look="primary" isSmall isBusy={send.isBusy}>
          {isReply ? words.send : words.addNote}
        </Button>
      </div>
    </form>
  );
}

function allowedKinds({ source, state }: ItemDetails): DraftKind[] {
  const isReplyable = source !== null && source.email !== null && !source.isRestricted && state !== 'held';
  return [
    ...(may('inbox.reply') && isReplyable ? ['reply' as const] : []),
    ...(may('inbox.work') ? ['note' as const] : []),
  ];
}

function whyNoReply({ source, state }: ItemDetails): string {
  if (state === 'held') return words.noReply.held;
  return source?.isRestricted === true ? words.noReply.restricted : words.noReply.noAddress;
}
