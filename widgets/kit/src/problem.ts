import { listMember, textMember } from './json-member.ts';

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
    code: textMember(body, 'code'),
    detail: textMember(body, 'detail') || textMember(body, 'title'),
    errors: listMember(body, 'errors').map((error) => ({
      pointer: textMember(error, 'pointer'),
      code: textMember(error, 'code'),
      detail: textMember(error, 'detail'),
    })),
  };
}
