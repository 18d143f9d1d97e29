import type { Config } from '../config.ts';
import { whyNobodySignsIn } from '../sign-in-reach.ts';
import type { Finding } from './finding.ts';

export function examineSignIn({ publicUrl }: Pick<Config, 'publicUrl'>): Finding[] {
  const says = whyNobodySignsIn(publicUrl);
  if (says === undefined) return [];
  const advice = 'put a proxy with a certificate in front and set PUBLIC_URL=https://…';
  return [{ state: 'wrong', about: 'PUBLIC_URL', says, advice }];
}
