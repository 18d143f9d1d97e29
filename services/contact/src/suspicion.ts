import type { SuspicionConfig } from './config.ts';
import type { HoldReason } from './message.ts';

export interface Signs {
  /** What stands in the field that people do not see. */
  honeypot: string | undefined;
  /** From the puzzle being asked for to the message; undefined without a puzzle. */
  secondsSincePuzzle: number | undefined;
  message: string;
}

/**
 * Adds up what speaks for a program. A password manager fills in hidden fields and a practised typist is fast, so the
 * outcome is never more than a message that waits.
 *
 * @returns the reasons for holding it; none when the score stays below `holdAt`
 */
export function suspect(signs: Signs, config: SuspicionConfig): HoldReason[] {
  const reasons: [HoldReason, number][] = [];
  if (signs.honeypot !== undefined && signs.honeypot !== '') reasons.push(['honeypot', config.honeypot]);
  if (signs.secondsSincePuzzle !== undefined && signs.secondsSincePuzzle < config.fastSeconds) {
    reasons.push(['fast', config.fast]);
  }
  if ((signs.message.match(/\bhttps?:\/\//gi)?.length ?? 0) > config.manyLinks)
    reasons.push(['links', config.links]);
  const score = reasons.reduce((sum, [, points]) => sum + points, 0);
  return score >= config.holdAt ? reasons.map(([reason]) => reason) : [];
}
