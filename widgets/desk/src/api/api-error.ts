import type { FieldProblem, Problem } from '@foyer/kit';

/** Why a request brought nothing: no connection, no answer in time, a problem document, or an answer that is none of ours. */
export type Failure = 'offline' | 'timeout' | 'problem' | 'unreadable';

export class ApiError extends Error {
  readonly failure: Failure;
  /** 0 when nothing was answered. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    failure: Failure,
    problem: Partial<Problem> & { retryAfterSeconds?: number | undefined },
    cause?: unknown,
  ) {
    super(`${failure} ${problem.status ?? 0} ${problem.code ?? ''}`.trim(), { cause });
    this.failure = failure;
    this.status = problem.status ?? 0;
    this.code = problem.code ?? '';
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('unreadable', { detail: String(error) }, error);
}
