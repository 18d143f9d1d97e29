import { askServer } from '../control-socket.ts';
import { Observations, observationsCommand } from '../observations.ts';

/** What the server that runs on this data folder has seen; undefined when none runs. */
export async function askObservations(dataDir: string): Promise<Observations | undefined> {
  const lines: string[] = [];
  const code = await askServer(dataDir, {
    command: observationsCommand,
    options: {},
    print: (line) => void lines.push(line),
    warn: () => undefined,
  });
  return code === 0 ? Observations.parse(JSON.parse(lines.join(''))) : undefined;
}
