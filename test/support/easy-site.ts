import { runCommand, type FoyerProcess } from './foyer-process.ts';

export interface Site {
  siteKey: string;
  secret: string;
}

export interface LadderStep {
  above: number;
  solutions: number;
  difficulty: number;
  expirySeconds: number;
}

/** A site whose puzzles cost a few hashes, for tests that are about something else. Its solutions are checked like any other's. */
export async function addEasySite(foyer: FoyerProcess, solutions = 4): Promise<Site> {
  return await addSiteWithLadder(foyer, [{ above: 0, solutions, difficulty: 1, expirySeconds: 3600 }]);
}

export async function addSiteWithLadder(foyer: FoyerProcess, ladder: LadderStep[]): Promise<Site> {
  const added = await runCommand(['site:add', '--name', 'Test', '--origin', foyer.url, '--json'], foyer.env);
  if (added.code !== 0) throw new Error(`site:add failed: ${added.stderr}`);
  const site = JSON.parse(added.stdout) as Site;
  const steps = JSON.stringify(ladder);
  const set = await runCommand(['site:ladder', '--site', site.siteKey, '--steps', steps], foyer.env);
  if (set.code !== 0) throw new Error(`site:ladder failed: ${set.stderr}`);
  return site;
}
