import { z } from 'zod';

export const FieldProblem = z
  .object({
    pointer: z.string().describe('JSON pointer (RFC 6901) to the field, in JSON and in forms alike: /email'),
    detail: z.string().describe('What is wrong, in words'),
    code: z.string().describe('The same in every language: required, too_long, …'),
  })
  .meta({ id: 'FieldProblem' });
export type FieldProblem = z.output<typeof FieldProblem>;

/** What every error answers as application/problem+json (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().describe('Always about:blank: code says which problem it is'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.string().describe('Stable name of the problem'),
    errors: z.array(FieldProblem).optional().describe('One for each bad field'),
    requestId: z.string().describe('Quote it when asking about this answer'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;
