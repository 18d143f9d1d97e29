import type { Expression } from './expression.ts';
import type { Lanes } from './lanes.ts';
import type { Step } from './plan.ts';
import { localGet, localSet } from './wasm-encoding.ts';
import type { Code } from './wasm-encoding.ts';

export interface StepContext {
  lanes: Lanes;
  homes: ReadonlyMap<Expression, number>;
  /** Local variable of state word 0; the other 15 follow. */
  firstLocal: number;
  /** Where an expression lies that these steps do not compute. */
  outside(expression: Expression): Code | undefined;
}

/**
 * @param afterStep code to append once the value of a step exists; a step without a home leaves its value on
 *   the stack for it
 * @returns the code of each step; together they are the whole
 */
export function encodeEachStep(
  steps: readonly Step[],
  context: StepContext,
  afterStep: (step: Step, value: Code) => Code,
): Code[] {
  const { lanes, homes, firstLocal } = context;

  function push(expression: Expression): Code {
    const outside = context.outside(expression);
    if (outside !== undefined) return outside;
    const home = homes.get(expression);
    return home === undefined ? compute(expression) : localGet(firstLocal + home);
  }

  function compute(expression: Expression): Code {
    if (expression.kind === 'literal') return lanes.literal(expression.value);
    if (expression.kind === 'input') throw new Error(`nobody said where input ${expression.name} lies`);
    if (expression.kind === 'rotr') return [...push(expression.of), ...lanes.rotr(expression.bits)];
    const operation = expression.kind === 'sum' ? lanes.add : lanes.xor;
    return expression.terms.flatMap((term, index) => [...push(term), ...(index > 0 ? operation : [])]);
  }

  return steps.map((step) => {
    const value = compute(step.value);
    if (step.home === undefined) return [...afterStep(step, value)];
    const local = firstLocal + step.home;
    return [...value, ...localSet(local), ...afterStep(step, localGet(local))];
  });
}

/** All the steps in one piece, see {@link encodeEachStep}. */
export function encodeSteps(...parameters: Parameters<typeof encodeEachStep>): Code {
  return encodeEachStep(...parameters).flat();
}

/**
 * Two computations that do not depend on each other, in turns of so many steps: where one waits for its last result,
 * the processor works on the other.
 */
export function interleave(first: readonly Code[], second: readonly Code[], stepsATurn: number): Code {
  const turns = Math.ceil(Math.max(first.length, second.length) / stepsATurn);
  return Array.from({ length: turns }, (_, turn) => {
    const [from, to] = [turn * stepsATurn, (turn + 1) * stepsATurn];
    return [...first.slice(from, to), ...second.slice(from, to)].flat();
  }).flat();
}
