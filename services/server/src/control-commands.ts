import { commands } from './commands/index.ts';
import type { CommandRequest } from './control-socket.ts';
import { observationsCommand, type Observations, type ProxyObservations } from './observations.ts';
import type { System } from './system.ts';

/** Carries out what `npm run foyer` hands to the running server. */
export function createCommandRunner(
  system: System,
  proxies: () => ProxyObservations,
): (request: CommandRequest) => Promise<number> {
  return async ({ command: name, options, print, warn }) => {
    if (name === observationsCommand) {
      const { dead } = await system.jobs.stats();
      print(
        JSON.stringify({
          instance: system.instance,
          proxies: proxies(),
          deadJobs: dead,
        } satisfies Observations),
      );
      return 0;
    }
    const command = commands.find((one) => one.name === name);
    if (command?.needs !== 'open') {
      warn(`the running server does not know the command '${name}': does it run the same version?`);
      return 1;
    }
    return await command.run(system, options, { print, warn });
  };
}
