import type { Clock, Metrics } from '@foyer/runtime';
import type { CanaryStore } from './canary-store.ts';
import type { ProofStore } from './proof-store.ts';

/** What an alert looks at. Read from the tables, so that every process says the same. */
export function createRetentionMetrics(deps: {
  metrics: Metrics;
  clock: Clock;
  proofs: ProofStore;
  canaries: CanaryStore;
}): void {
  const { metrics, clock, proofs, canaries } = deps;
  metrics.gauge({
    name: 'foyer_privacy_overdue_records',
    help: 'Records that should have been deleted two hours ago or earlier, by holding',
    labelNames: ['holding'],
    collect: async (gauge) => {
      gauge.reset();
      const [proof] = await proofs.newest(1);
      for (const [holding, { overdue }] of Object.entries(proof?.holdings ?? {}))
        gauge.set({ holding }, overdue);
    },
  });
  metrics.gauge({
    name: 'foyer_privacy_canaries_found',
    help: 'Made-up records that are still somewhere although their time is over',
    collect: async (gauge) => gauge.set(await canaries.countFound()),
  });
  metrics.gauge({
    name: 'foyer_privacy_proof_age_seconds',
    help: 'Since the promises were last looked at',
    collect: async (gauge) => {
      const [proof] = await proofs.newest(1);
      if (proof !== undefined) gauge.set((clock.now().getTime() - proof.at.getTime()) / 1000);
    },
  });
}
