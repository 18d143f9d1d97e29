export interface FieldProblem {
  /** JSON pointer of the field in what was sent, such as `/email`. */
  pointer: string;
  code: string;
  detail: string;
}

export interface Problem {
  status: number;
  /** Stable name from the service's table; empty when the answer was no problem document (a proxy's error page). */
  code: string;
  detail: string;
  errors: FieldProblem[];
}

/** Reads an answer that is no success as a problem document (RFC 9457); whatever else came becomes a problem with the bare status. Never throws for a strange body. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  return {
    status: response.status,
    code: text(body, 'code'),
    detail: text(body, 'detail') || text(body, 'title'),
    errors: list(body, 'errors').map((error) => ({
      pointer: text(error, 'pointer'),
      code: text(error, 'code'),
      detail: text(error, 'detail'),
    })),
  };
}

function member(value: unknown, name: string): unknown {
  return value instanceof Object ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

function text(value: unknown, name: string): string {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
}

function list(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}
