/**
 * Symbolic 64-bit arithmetic with constant folding. Every expression knows when its value is known: when the
 * code is generated, when a puzzle is loaded, or only for each nonce. What is known early never reaches the
 * inner loop.
 */
export type Stage = 'generation' | 'puzzle' | 'nonce';

interface Known {
  /** Creation order, which is also a valid order of computation. */
  id: number;
  stage: Stage;
}

interface Literal extends Known {
  kind: 'literal';
  value: bigint;
}

/** A 64-bit word that the generated code reads: from memory, or the nonce word of the loop. */
interface Input extends Known {
  kind: 'input';
  name: string;
}

interface Sum extends Known {
  kind: 'sum' | 'xor';
  terms: Expression[];
}

interface Rotation extends Known {
  kind: 'rotr';
  of: Expression;
  bits: number;
}

export type Expression = Literal | Input | Sum | Rotation;

export interface Algebra {
  literal(value: bigint): Literal;
  input(name: string, stage: 'puzzle' | 'nonce'): Input;
  sum(terms: Expression[]): Expression;
  xor(terms: Expression[]): Expression;
  rotr(of: Expression, bits: number): Expression;
}

const MASK = (1n << 64n) - 1n;

export function createAlgebra(): Algebra {
  let created = 0;
  const next = (): number => created++;

  function literal(value: bigint): Literal {
    return { kind: 'literal', id: next(), stage: 'generation', value: value & MASK };
  }

  /** Both operations commute, associate and have 0 as their neutral element. */
  function fold(kind: 'sum' | 'xor', terms: Expression[]): Expression {
    let known = 0n;
    const early: Expression[] = [];
    const late: Expression[] = [];
    for (const term of terms) {
      if (term.kind === 'literal') known = kind === 'sum' ? (known + term.value) & MASK : known ^ term.value;
      else if (term.stage === 'puzzle') early.push(term);
      // The nonce is there from the start, the others only just: what waits for them should come last.
      else if (term.kind === 'input') late.unshift(term);
      else late.push(term);
    }
    if (known !== 0n || (early.length === 0 && late.length === 0)) early.push(literal(known));
    if (late.length > 0) return join(kind, 'nonce', early.length > 0 ? [fold(kind, early), ...late] : late);
    return join(kind, 'puzzle', early);
  }

  function join(kind: 'sum' | 'xor', stage: Stage, terms: Expression[]): Expression {
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : { kind, id: next(), stage, terms };
  }

  return {
    literal,
    input: (name, stage) => ({ kind: 'input', id: next(), stage, name }),
    sum: (terms) => fold('sum', terms),
    xor: (terms) => fold('xor', terms),
    rotr(of, bits) {
      if (of.kind !== 'literal') return { kind: 'rotr', id: next(), stage: of.stage, of, bits };
      const shift = BigInt(bits);
      return literal((of.value >> shift) | (of.value << (64n - shift)));
    },
  };
}

export function operandsOf(expression: Expression): Expression[] {
  if (expression.kind === 'rotr') return [expression.of];
  return expression.kind === 'sum' || expression.kind === 'xor' ? expression.terms : [];
}
