import type { SystemCommand } from '../command-line.ts';

export const staffLink: SystemCommand = {
  name: 'staff:link',
  summary:
    'Makes a link with which the owner of STAFF_EMAIL becomes administrator; also the way back without password and second factor.',
  options: {},
  needs: 'open',
  run: async ({ config, services: { staff } }, _options, io) => {
    const { url } = await staff.createAdministratorLink();
    io.print(url);
    io.print(
      `It works once, within a day, and signs in as ${config.staffEmail}. Links made before work no more.`,
    );
    return 0;
  },
};
