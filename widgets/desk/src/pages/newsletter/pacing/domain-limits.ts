import type { Pacing } from '../../../api/newsletter-sending.ts';

/** `domain number`, one a line. @returns the first line that is none in `wrong` */
export function readLimits(typed: string): { limits: Pacing['domains']; wrong: string | undefined } {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const limits: Pacing['domains'] = [];
  for (const line of lines) {
    const [, domain = '', perMinute = ''] = /^(\S+\.\S+)[\s=:,]+(\d+(?:\.\d+)?)$/.exec(line) ?? [];
    if (domain === '') return { limits, wrong: line };
    limits.push({ domain: domain.toLowerCase(), perMinute: Number(perMinute) });
  }
  return { limits, wrong: undefined };
}

export function writeLimits(limits: Pacing['domains']): string {
  return limits.map(({ domain, perMinute }) => `${domain} ${perMinute}`).join('\n');
}
