import type { Schedule } from '@foyer/jobs';

export const retentionSchedules: Schedule[] = [
  { name: 'privacy.purge', job: 'privacy.purge', everySeconds: 900 },
  { name: 'privacy.prove', job: 'privacy.prove', everySeconds: 3600 },
  { name: 'privacy.remind', job: 'privacy.remind', everySeconds: 86_400 },
];
