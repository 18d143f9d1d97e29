import { textOption, type SystemCommand } from '../command-line.ts';

const reference = { type: 'string', describe: 'the message’s reference, FO-…', required: true } as const;

export const heldMessages: SystemCommand = {
  name: 'contact:held',
  summary: 'Lists the messages that are held, with the reasons.',
  options: {},
  needs: 'open',
  run: async ({ services: { contact } }, _options, io) => {
    const held = await contact.held();
    if (held.length === 0) io.print('No message is held.');
    for (const message of held)
      io.print(`${message.reference}  ${message.receivedAt.toISOString()}  ${message.reasons.join(', ')}`);
    return 0;
  },
};

export const releaseMessage: SystemCommand = {
  name: 'contact:release',
  summary: 'Releases a held message: it goes the whole way that it would have gone at once.',
  options: { reference },
  needs: 'open',
  run: async ({ services: { contact } }, options, io) => {
    const outcome = await contact.release(textOption(options, 'reference'));
    io.print(outcome === 'released' ? 'released' : `nothing to release: ${outcome}`);
    return outcome === 'released' ? 0 : 1;
  },
};

export const closeMessage: SystemCommand = {
  name: 'contact:close',
  summary: 'Closes a message: from now on its period of retention counts.',
  options: { reference },
  needs: 'open',
  run: async ({ services: { contact } }, options, io) => {
    const isClosed = await contact.close(textOption(options, 'reference'));
    io.print(isClosed ? 'closed' : 'no open message has this reference');
    return isClosed ? 0 : 1;
  },
};
