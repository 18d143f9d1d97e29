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
 */
export function encodeSteps(
  steps: readonly Step[],
  context: StepContext,
  afterStep: (step: Step, value: Code) => Code,
): Code {
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

  return steps.flatMap((step) => {
    const value = compute(step.value);
    if (step.home === undefined) return [...afterStep(step, value)];
    const local = firstLocal + step.home;
    return [...value, ...localSet(local), ...afterStep(step, localGet(local))];
  });
}
