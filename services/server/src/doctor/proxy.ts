import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Observations } from '../observations.ts';
import type { Finding } from './finding.ts';

const about = 'proxy';

export async function examineProxy(config: Config, running: Observations | undefined): Promise<Finding[]> {
  if (running === undefined) {
    return [
      {
        state: 'odd',
        about,
        says: 'no server runs on this data folder, so nothing was seen of proxies',
        advice: 'run doctor again beside the running server',
      },
    ];
  }
  return [
    examineHops(config.trustProxy, running),
    await examinePublicUrl(config.publicUrl, running.instance),
  ];
}

function examineHops(trusted: number, { proxies }: Observations): Finding {
  const { requests, withForwardedFor, mostHops } = proxies;
  if (requests === 0)
    return { state: 'odd', about, says: 'no request has come yet, so nothing can be said of proxies' };
  if (trusted === 0 && withForwardedFor > requests / 2) {
    return {
      state: 'wrong',
      about,
      says: 'requests come through a proxy, but TRUST_PROXY is not set: all visitors count as one address and get ever harder puzzles',
      advice: `set TRUST_PROXY=${Math.max(1, mostHops)} if those proxies are yours`,
    };
  }
  if (trusted > 0 && withForwardedFor === 0) {
    return {
      state: 'wrong',
      about,
      says: `TRUST_PROXY is ${trusted}, but no request carries X-Forwarded-For: whoever reaches this server directly could claim any address`,
      advice: 'let the proxy set X-Forwarded-For, or unset TRUST_PROXY',
    };
  }
  if (trusted > mostHops && trusted > 0) {
    return {
      state: 'wrong',
      about,
      says: `TRUST_PROXY is ${trusted}, but at most ${mostHops} hops were seen`,
      advice: `set TRUST_PROXY=${mostHops}`,
    };
  }
  return {
    state: 'well',
    about,
    says: trusted === 0 ? 'none in front' : `${trusted} in front, as TRUST_PROXY says`,
  };
}

const Alive = z.object({ instance: z.string() });

async function examinePublicUrl(publicUrl: string, instance: string): Promise<Finding> {
  try {
    const response = await fetch(`${publicUrl}/livez`, { signal: AbortSignal.timeout(5000) });
    const alive = Alive.safeParse(await response.json());
    if (alive.data?.instance === instance)
      return { state: 'well', about: 'PUBLIC_URL', says: `${publicUrl} leads here` };
    return {
      state: 'odd',
      about: 'PUBLIC_URL',
      says: `${publicUrl} leads to another server or process than this one`,
      advice: 'links in mails go there',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      state: 'wrong',
      about: 'PUBLIC_URL',
      says: `${publicUrl} does not answer from here (${reason})`,
      advice: 'links in mails go there: check the name, the port and the proxy',
    };
  }
}
