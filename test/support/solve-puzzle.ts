import { solvePuzzle } from '@foyer/pow/testing';

/** Asks for a puzzle and solves it as a visitor's browser does, in this process. @returns the solution string */
export async function freshSolution(url: string, siteKey: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/puzzle?sitekey=${siteKey}`);
  if (!response.ok) throw new Error(`no puzzle: ${response.status} ${await response.text()}`);
  const { data } = (await response.json()) as { data: { puzzle: string } };
  return await solvePuzzle(data.puzzle);
}
