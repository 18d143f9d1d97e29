import type { CallbackConfig } from './config.ts';
import type { HoldReason } from './request.ts';

/**
 * Adds up what speaks for a program. A password manager fills in hidden fields and a practised typist is fast, so the
 * outcome is never more than a request that waits.
 *
 * @returns the reasons for holding it; none when the score stays below `holdAt`
 */
export function suspect(
  signs: {
    honeypot: string | undefined;
    secondsSincePuzzle: number | undefined;
    message: string | undefined;
  },
  config: CallbackConfig['suspicion'],
): HoldReason[] {
  const { honeypot, secondsSincePuzzle, message = '' } = signs;
  const found: [HoldReason, number][] = [];
  if (honeypot !== undefined && honeypot !== '') found.push(['honeypot', config.honeypot]);
  if (secondsSincePuzzle !== undefined && secondsSincePuzzle < config.fastSeconds)
    found.push(['fast', config.fast]);
  const links = message.match(/\bhttps?:\/\//gi)?.length ?? 0;
  if (links > config.manyLinks) found.push(['links', config.links]);
  const score = found.reduce((sum, [, points]) => sum + points, 0);
  return score >= config.holdAt ? found.map(([reason]) => reason) : [];
}
