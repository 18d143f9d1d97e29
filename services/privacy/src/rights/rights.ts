import type { Migration } from '@foyer/database';
import type { Part } from '../part.ts';
import type { PrivacyDeps } from '../ports.ts';

export const rightsMigrations: Migration[] = [];

export function createRights(_deps: PrivacyDeps): Part {
  return { routes: [], deskRoutes: [], jobs: {}, schedules: [], personalData: [] };
}
