import { createComposer, type Composer, type ComposerDeps } from './composer.ts';
import type { SendingSettings } from './sending-settings.ts';
import type { SendingStore } from './sending-store.ts';

export interface Composers {
  /** @throws Error when there is no such campaign, or its sender is not as asked */
  composerFor(campaignNumber: number): Promise<Composer>;
}

// As many campaigns as are sent at the same time.
const mostKept = 4;

/** Keeps the encoded mails of the campaigns that are on their way just now. */
export function createComposers(
  deps: ComposerDeps & { sendings: Pick<SendingStore, 'mailOf'>; settings: () => SendingSettings },
): Composers {
  const kept = new Map<string, Promise<Composer>>();

  async function make(campaignNumber: number, settings: SendingSettings): Promise<Composer> {
    const frozen = await deps.sendings.mailOf(campaignNumber);
    if (frozen === undefined) throw new RangeError(`there is no campaign ${campaignNumber} to be sent`);
    return createComposer(frozen, settings, deps);
  }

  return {
    composerFor: async (campaignNumber) => {
      const settings = deps.settings();
      // Another signature or return path counts from the next piece of work on.
      const key = JSON.stringify([campaignNumber, settings.dkim, settings.returnDomain]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = make(campaignNumber, settings);
      kept.set(key, made);
      made.catch(() => kept.delete(key));
      for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
      return made;
    },
  };
}
