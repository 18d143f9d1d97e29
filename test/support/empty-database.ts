import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface EmptyDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** A database of its own on the PostgreSQL of the tests. */
export async function emptyDatabase(purpose: string): Promise<EmptyDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_URL is not set: run npm test');
  const name = `foyer_${purpose}_${randomBytes(4).toString('hex')}`;
  await ask(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => await ask(serverUrl, `drop database ${name} with (force)`) };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
