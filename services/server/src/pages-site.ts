import type { Config } from './config.ts';

/** The captcha's site of the pages that this server shows itself. */
export function pagesSite({ publicUrl }: Pick<Config, 'publicUrl'>): { name: string; origins: string[] } {
  return { name: 'Demo page', origins: [publicUrl] };
}
