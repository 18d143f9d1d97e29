import { csvLine, textCell } from '@foyer/http';
import type { DeliveryState } from './delivery-state.ts';
import type { OverviewStore } from './overview-store.ts';

const linesAtOnce = 1000;

/** Who got it, line by line, however many they are. */
export async function* deliveryLines(
  campaignNumber: number,
  states: readonly DeliveryState[],
  overview: Pick<OverviewStore, 'lines'>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(['number', 'email', 'state', 'reason', 'changed_at', 'reply'])}`;
  for (let after = 0; ;) {
    const lines = await overview.lines(campaignNumber, states, after, linesAtOnce);
    yield lines
      .map(({ number, email, state, reason, changedAt, reply }) =>
        csvLine([
          String(number),
          textCell(email ?? ''),
          state,
          reason ?? '',
          changedAt.toISOString(),
          textCell(reply ?? ''),
        ]),
      )
      .join('');
    const last = lines.at(-1);
    if (last === undefined || lines.length < linesAtOnce) return;
    after = last.number;
  }
}
