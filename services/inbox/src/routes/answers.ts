import { languages } from '@foyer/service';
import { z } from 'zod';
import type { CannedReply } from '../canned-reply-store.ts';
import type { HistoryEntry } from '../change-store.ts';
import { itemKinds, itemStates, type Item } from '../item.ts';
import type { Note } from '../note-store.ts';
import type { SourceRecord } from '../ports.ts';
import { replyStates, type Reply } from '../reply-store.ts';

export const ItemAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(itemKinds),
    reference: z.string(),
    name: z.string(),
    preview: z.string(),
    topic: z.string(),
    language: z.string(),
    state: z.enum(itemStates),
    heldReasons: z.array(z.string()),
    assigneeId: z.uuid().nullable(),
    receivedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    noteCount: z.int(),
    replyCount: z.int(),
  })
  .meta({ id: 'InboxItem' });

export function itemAnswer(item: Item): z.output<typeof ItemAnswer> {
  const { form: _form, receivedAt, updatedAt, ...rest } = item;
  return { ...rest, receivedAt: receivedAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

export const SourceAnswer = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    language: z.string(),
    topic: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    text: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    heldReasons: z.array(z.string()),
    state: z.string(),
    deleteOn: z.iso.date().nullable().describe('The day on which all of it is deleted at the latest'),
    threadMessageIds: z.array(z.string()),
    isRestricted: z.boolean().describe('Kept, but not to be used (art. 18 GDPR)'),
  })
  .meta({ id: 'InboxSource' });

export function sourceAnswer(record: SourceRecord): z.output<typeof SourceAnswer> {
  return {
    id: record.id,
    reference: record.reference,
    language: record.language,
    topic: record.topic,
    name: record.name,
    email: record.email,
    phone: record.phone,
    text: record.text,
    receivedAt: record.receivedAt.toISOString(),
    heldReasons: [...record.heldReasons],
    state: record.state,
    deleteOn: record.deleteOn,
    threadMessageIds: [...record.threadMessageIds],
    isRestricted: record.isRestricted,
  };
}

export const NoteAnswer = z
  .object({ id: z.uuid(), authorId: z.uuid(), text: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'InboxNote' });

export function noteAnswer({ id, authorId, text, createdAt }: Note): z.output<typeof NoteAnswer> {
  return { id, authorId, text, createdAt: createdAt.toISOString() };
}

export const ReplyAnswer = z
  .object({
    id: z.uuid(),
    authorId: z.uuid(),
    subject: z.string(),
    text: z.string(),
    state: z.enum(replyStates).describe('refused or failed: can be sent again'),
    refusal: z.string().nullable().describe('Why it was refused or given up'),
    createdAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable().describe('When it was sent, refused or given up'),
  })
  .meta({ id: 'InboxReply' });

export function replyAnswer(reply: Reply): z.output<typeof ReplyAnswer> {
  return {
    id: reply.id,
    authorId: reply.authorId,
    subject: reply.subject,
    text: reply.text,
    state: reply.state,
    refusal: reply.refusal,
    createdAt: reply.createdAt.toISOString(),
    settledAt: reply.settledAt?.toISOString() ?? null,
  };
}

export const HistoryAnswer = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actorId: z.uuid().nullable().describe('null: the visitor or the calendar'),
    isUndo: z.boolean(),
    state: z.object({ from: z.enum(itemStates), to: z.enum(itemStates) }),
    assigneeId: z.object({ from: z.uuid().nullable(), to: z.uuid().nullable() }),
  })
  .meta({ id: 'InboxHistoryEntry' });

export function historyAnswer({ at, ...entry }: HistoryEntry): z.output<typeof HistoryAnswer> {
  return { ...entry, at: at.toISOString() };
}

export const CannedAnswer = z
  .object({
    id: z.uuid(),
    title: z.string(),
    text: z.string(),
    language: z.enum(languages),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'InboxCannedReply' });

export function cannedAnswer({ updatedAt, ...reply }: CannedReply): z.output<typeof CannedAnswer> {
  return { ...reply, updatedAt: updatedAt.toISOString() };
}
