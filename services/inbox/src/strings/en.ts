import type { InboxStrings } from '../inbox-strings.ts';

export const en: InboxStrings = {
  reference: (reference) => `Your reference: ${reference}. You can simply reply to this mail.`,
  footer: (deletedOn) =>
    deletedOn === undefined
      ? 'You receive this mail because you wrote to us. We keep what you sent us to answer it, and for nothing else.'
      : `You receive this mail because you wrote to us. We keep what you sent us and our answers to deal with it, and for nothing else, and delete them on ${deletedOn} at the latest.`,
};
