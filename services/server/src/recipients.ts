import type { Recipients } from '@foyer/privacy';
import type { Webhooks } from '@foyer/webhooks';
import type { Config } from './config.ts';

/** Whoever else comes to see data of visitors: those who work for the company, and the systems that it feeds. */
export function createRecipients(deps: {
  config: Pick<Config, 'smtpUrl'>;
  webhooks: Pick<Webhooks, 'receivedBy' | 'publishEvents'>;
}): Recipients {
  const { config, webhooks } = deps;
  const mailHost = config.smtpUrl === undefined ? undefined : new URL(config.smtpUrl).hostname;
  return {
    always: () => (mailHost === undefined ? [] : [{ name: mailHost, purpose: 'mail' }]),
    traced: async (recordIds) => {
      const found = await webhooks.receivedBy(recordIds.filter((id) => uuid.test(id)));
      return found.map(({ endpointId, name, url, subjectIds, lastDeliveredAt }) => ({
        id: endpointId,
        name,
        host: new URL(url).host,
        recordIds: subjectIds,
        lastDeliveredAt,
      }));
    },
    tell: async (trx, event) => await webhooks.publishEvents(trx, [event]),
  };
}

// Entries of the audit log are numbered.
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
