import { operandsOf } from './expression.ts';
import type { Expression, Stage } from './expression.ts';

/** One assignment of the straight-line code. */
export interface Step {
  value: Expression;
  /** The local variable it is kept in, for values that later steps use. */
  home?: number;
}

export interface Plan {
  steps: Step[];
  /** Values of an earlier stage that the steps read, in the order of their first use. */
  constants: Expression[];
}

/**
 * Orders what `outputs` need of one stage; what nobody needs is left out. That is how the tail shrinks to the
 * one word of the hash that is compared.
 */
export function planStage(
  outputs: readonly Expression[],
  stage: Stage,
  homes: ReadonlyMap<Expression, number>,
): Plan {
  const needed = new Set<Expression>();
  const constants = new Set<Expression>();

  function visit(expression: Expression): void {
    if (expression.stage !== stage) {
      if (expression.kind !== 'literal') constants.add(expression);
      return;
    }
    if (needed.has(expression)) return;
    needed.add(expression);
    operandsOf(expression).forEach(visit);
  }
  outputs.forEach(visit);

  const steps: Step[] = [];
  for (const value of [...needed].toSorted((left, right) => left.id - right.id)) {
    const home = homes.get(value);
    if (home !== undefined) steps.push({ value, home });
    else if (outputs.includes(value) && value.kind !== 'input') steps.push({ value });
  }
  assertHomesHold(steps, homes, stage);
  return { steps, constants: [...constants].toSorted((left, right) => left.id - right.id) };
}

/** A state word is overwritten by its successor; nothing may still want the old value afterwards. */
function assertHomesHold(steps: readonly Step[], homes: ReadonlyMap<Expression, number>, stage: Stage): void {
  const held = new Map<number, Expression>();
  function check(expression: Expression): void {
    const home = homes.get(expression);
    if (expression.stage !== stage) return;
    if (home === undefined) operandsOf(expression).forEach(check);
    else if (held.get(home) !== expression) {
      throw new Error(`local ${String(home)} was overwritten before its last use`);
    }
  }
  for (const { value, home } of steps) {
    operandsOf(value).forEach(check);
    if (home !== undefined) held.set(home, value);
  }
}
