import type { MessageStore } from './message-store.ts';

export const MESSAGE_RECEIVED = 'contact.message.received';

export function messageReceived(messageId: string, occurredAt: Date) {
  return { type: MESSAGE_RECEIVED, subjectId: messageId, occurredAt };
}

/** A message as other systems of the company read it; undefined when it is gone. */
export type EventData = (
  messageId: string,
) => Promise<Record<string, string | null> | 'restricted' | undefined>;

/** One that is restricted (Art. 18 GDPR) may be kept but not passed on. */
export function createEventData(messages: Pick<MessageStore, 'byId'>): EventData {
  return async (messageId) => {
    const message = await messages.byId(messageId);
    if (message === undefined) return undefined;
    if (message.isRestricted) return 'restricted';
    return {
      id: message.id,
      reference: message.reference,
      form: message.form,
      topic: message.topic,
      language: message.language,
      name: message.name,
      email: message.email,
      phone: message.phone,
      message: message.message,
      receivedAt: message.receivedAt.toISOString(),
      deletedOn: message.deleteOn,
    };
  };
}
