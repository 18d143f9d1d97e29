import {
  createKernel,
  createSlotSearch,
  formatSolutionString,
  kernelBytes,
  parsePuzzle,
  parsePuzzleString,
  thresholdOf,
} from '@foyer/pow';

const compiled = WebAssembly.compile(kernelBytes('simd'));

/** Solves a puzzle as a visitor's browser does, in this process. @returns the solution string */
export async function solvePuzzle(puzzleString: string): Promise<string> {
  const { signature, puzzle } = parsePuzzleString(puzzleString);
  const { solutionCount, difficulty } = parsePuzzle(puzzle);
  const kernel = await createKernel(await compiled, 'simd');
  kernel.load(puzzle);
  const solutions = new Uint8Array(solutionCount * 8);
  for (let slot = 0; slot < solutionCount; slot++) {
    const search = createSlotSearch(kernel, { slot, threshold: thresholdOf(difficulty) });
    let found = search.next();
    while (found === undefined) found = search.next();
    solutions.set(found, slot * 8);
  }
  return formatSolutionString({ signature, puzzle }, solutions, { solver: 2, seconds: 0 });
}

/** Asks for a puzzle and solves it. */
export async function freshSolution(url: string, siteKey: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/puzzle?sitekey=${siteKey}`);
  if (!response.ok) throw new Error(`no puzzle: ${response.status} ${await response.text()}`);
  const { data } = (await response.json()) as { data: { puzzle: string } };
  return await solvePuzzle(data.puzzle);
}
