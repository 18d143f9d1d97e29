import { createHmac, createSecretKey } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allowMinutes, migrate, openDatabase, type Database, type Tx } from '@foyer/database';
import { defaultSendingSettings } from '@foyer/newsletter';
import { silentLog } from '@foyer/runtime/testing';
import { loadSecrets, systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { openAllServices, type AllServices } from './all-services.ts';
import { putMadeCluster } from './made-cluster.ts';

interface Place {
  url?: string | undefined;
  dataDir: string;
}

export const campaignId = '01890000-0000-7000-8000-000000000001';

/** Subscribers with their consent and a released campaign to them, in the data of a server that is not started yet. */
export async function prepareCampaign({
  url,
  dataDir,
  recipients,
}: Place & { recipients: number }): Promise<void> {
  if (url === undefined) await putMadeCluster(dataDir);
  const database = await openDatabase({ url, dataDir, log: silentLog() });
  const { db } = database;
  await migrate(db, systemMigrations);
  const hall = await openAllServices(database, new Date().toISOString());
  try {
    await subscribe(db, recipients);
    await agree(hall, db, recipients);
    await startCampaign(hall, db);
    // The server must have the keys under which the consents lie.
    await copyFile(join(hall.dataFolder.path, 'secrets.json'), join(dataDir, 'secrets.json'));
  } finally {
    await hall.close();
    await database.close();
  }
}

/** As fast as it can. */
export async function startCampaign(hall: AllServices, db: Database, bytes?: number): Promise<void> {
  await hall.services.settings.put('newsletter.sending', {
    value: { ...defaultSendingSettings, perSecond: 10_000 },
    basedOnVersion: 0,
    actorId: null,
  });
  await db.transaction().execute(async (trx) => {
    await hall.services.newsletter.sending.start(trx, {
      campaignId,
      campaignNumber: 1,
      mail: newsletter(bytes),
      from: 'Nordlicht <news@example.com>',
      listId: 'news.example.com',
      listName: 'News',
      audience: { topics: ['news'] },
      crashPolicy: 'hold',
    });
  });
}

/** What the server has written when it has ended. */
export async function readLedger({ url, dataDir }: Place): Promise<{
  state: string;
  counts: Record<string, number>;
  lines: { email: string; state: string }[];
}> {
  const database = await openDatabase({ url, dataDir, log: silentLog() });
  try {
    const { rows: lines } = await sql<{ email: string; state: string }>`
      select s.email, (array['waiting', 'claimed', 'accepted', 'refused', 'uncertain', 'excluded', 'delayed'])[d.state + 1] as state
      from newsletter.delivery as d join newsletter.subscriber as s on s.number = d.subscriber_number
      where d.campaign_number > 0`.execute(database.db);
    const { rows } = await sql<{ state: string; counts: { states: Record<string, number> } }>`
      select state, counts from newsletter.sending where campaign_number > 0`.execute(database.db);
    return { state: rows[0]?.state ?? 'none', counts: rows[0]?.counts.states ?? {}, lines };
  } finally {
    await database.close();
  }
}

export async function subscribe(db: Database, recipients: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await allowMinutes(trx, 4);
    // Each subscription is one of a subscriber who is there: nobody waits for looking each of a million up.
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`
      insert into newsletter.subscriber (id, email, name, salutation, language, state, source, confirmed_at, changed_at)
      select ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'person' || n || '@example.org', 'Zoë ' || n,
        'neutral', 'en', 'active', 'form', now(), now()
      from generate_series(1, ${recipients}::integer) as n`.execute(trx);
    await sql`
      insert into newsletter.subscription (subscriber_id, topic_id, since)
      select id, 'news', now() from newsletter.subscriber`.execute(trx);
  });
}

const atOnce = 20_000;

/** One real consent, and copies of it for all others: nobody waits for a million seals and links of the chain. */
export async function agree(hall: AllServices, db: Database, recipients: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await hall.services.privacy.consent.recordConsent(trx, {
      purpose: 'newsletter',
      subject: { email: 'person1@example.org' },
      language: 'en',
      textVersion: 1,
      form: 'newsletter',
      method: 'a test',
    });
  });
  const secrets = await loadSecrets({
    dataDir: hall.dataFolder.path,
    puzzleKey: undefined,
    addressKey: undefined,
  });
  const key = createSecretKey(secrets.keyFor('foyer consent digests'));
  await db.transaction().execute(async (trx) => {
    // The chain is as long as what was really agreed to.
    await sql`set local session_replication_role = replica`.execute(trx);
    for (let from = 2; from <= recipients; from += atOnce) {
      const digests = Array.from({ length: Math.min(atOnce, recipients - from + 1) }, (_, index) =>
        createHmac('sha256', key)
          .update(`email\0person${from + index}@example.org`)
          .digest('hex'),
      );
      await copyConsent(trx, digests);
    }
  });
}

async function copyConsent(trx: Tx, digests: readonly string[]): Promise<void> {
  await sql`
    insert into privacy.consent_record (id, event, at, purpose, email_digest, digest_key_id, person, person_key_id,
      commitment, language, text_version, wording_digest, notice_version, form, method, proof_days, salt, digest, kept_from,
      keep_until)
    select gen_random_uuid(), event, at, purpose, decode(one.digest, 'hex'), digest_key_id,
      person, person_key_id, commitment, language, text_version, wording_digest, notice_version, form, method, proof_days,
      salt, record.digest, kept_from, keep_until
    from (select * from privacy.consent_record limit 1) as record,
      unnest(string_to_array(${digests.join(',')}, ',')) as one (digest)`.execute(trx);
}

/** About as large as newsletters are. */
export function newsletter(bytes = 8_000) {
  const link = { hole: 'unsubscribe_url', context: 'url' } as const;
  const rows = Math.ceil(bytes / 120);
  const filling =
    '<tr><td style="padding:8px;color:#333333">Neuigkeiten über Netze, Menschen und Häuser, Woche für Woche.</td></tr>\n';
  return {
    subject: ['News for ', { hole: 'name', context: 'header' } as const],
    html: [
      '<!doctype html><html><body><p>',
      { hole: 'salutation', context: 'html' } as const,
      `</p><table>${filling.repeat(rows)}</table><a href="`,
      link,
      '">Leave</a></body></html>',
    ],
    text: [
      { hole: 'salutation', context: 'text' } as const,
      `,\n\n${'Neuigkeiten über Netze, Menschen und Häuser, Woche für Woche.\n'.repeat(Math.ceil(rows / 4))}\nLeave: `,
      { hole: 'unsubscribe_url', context: 'text' } as const,
    ],
    language: 'en',
  };
}
