import type { SystemCommand } from '../command-line.ts';

export const rotateSuppressionKey: SystemCommand = {
  name: 'suppression:rotate-key',
  summary:
    'Adds a key to the suppression list: new entries lie under it, and old ones move when they are met.',
  options: {},
  needs: 'open',
  run: async ({ services: { privacy, staff }, secrets, database: { db } }, _options, io) => {
    const id = await secrets.suppressionKeys.rotate();
    await staff.audit(db, {
      actorId: null,
      action: 'privacy.suppression.rotate_key',
      subject: 'privacy.suppression',
      detail: { keyId: id },
    });
    io.print(`new key  ${id}`);
    const counts = await privacy.suppression.countsByKey();
    for (const { keyId, entries } of counts) io.print(`${entries} entries lie under ${keyId}`);
    io.print('The older keys stay: without them their entries could not be found. Make a new backup now.');
    return 0;
  },
};
