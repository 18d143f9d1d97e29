/** Counts and moments of the system's own work, and records that it made up. */
export const retentionColumnsWithoutPersonalData: readonly string[] = [
  ...['id', 'started_at', 'ended_at', 'outcome', 'purged'].map((column) => `privacy.purge_run.${column}`),
  ...['id', 'holding', 'planted_on', 'due_at', 'marks', 'gone_at', 'copies_gone_at', 'found_in'].map(
    (column) => `privacy.canary.${column}`,
  ),
  ...['id', 'at', 'holdings', 'searched', 'found'].map((column) => `privacy.proof.${column}`),
];

/** In a dump the marks of canaries would be taken for the canaries themselves. */
export const tablesKeptOutOfDumps: readonly string[] = ['privacy.canary'];
