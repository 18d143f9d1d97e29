/** Counts and moments of the system's own work. */
export const retentionColumnsWithoutPersonalData: readonly string[] = [
  ...['id', 'started_at', 'ended_at', 'outcome', 'purged'].map((column) => `privacy.purge_run.${column}`),
];
