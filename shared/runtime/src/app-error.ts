/** One bad field of a request: where it is (RFC 6901 pointer), what is wrong in words, and a stable code. */
export interface FieldError {
  pointer: string;
  detail: string;
  code: string;
}

export interface ErrorKind {
  /** Written on the wire and greppable: `site_unknown`. Never derived from other code. */
  code: string;
  /** HTTP status, 400 to 599. */
  status: number;
  /** The same for every occurrence (RFC 9457 §3.1.3). */
  title: string;
}

export interface AppErrorOptions {
  errors?: FieldError[];
  /** Sent as Retry-After, for 429 and 503. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A failure that the one who asked may read about. Everything else that is thrown is answered with a bare 500. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  /**
   * @param detail names the thing, what came and what would do; may be shown to a visitor, so no secrets and no
   *   personal data other than what that visitor just sent
   */
  constructor(kind: ErrorKind, detail: string = kind.title, options: AppErrorOptions = {}) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = kind.code;
    this.status = kind.status;
    this.title = kind.title;
    this.detail = detail;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A service's errors: code to HTTP status and title. */
export type ErrorTable = Record<string, { status: number; title: string }>;

export interface ErrorFactory<Code extends string> {
  (code: Code, detail?: string, options?: AppErrorOptions): AppError;
  /** The kinds by code, for `route({ problems: [contactError.kinds.topic_unknown] })` and for the documentation. */
  kinds: Readonly<Record<Code, ErrorKind>>;
}

/**
 * Makes the one function through which a service fails, from the table in its `errors.ts`:
 * `export const contactError = defineErrors({ topic_unknown: { status: 422, title: 'No such topic' } })`, then
 * `throw contactError('topic_unknown', "topic must be one of 'sales', 'support', got 'x'")`.
 *
 * @throws RangeError when a status is not 400 to 599
 */
export function defineErrors<const Table extends ErrorTable>(
  table: Table,
): ErrorFactory<keyof Table & string> {
  const kinds: Record<string, ErrorKind> = {};
  for (const [code, { status, title }] of Object.entries(table)) {
    if (!(Number.isInteger(status) && status >= 400 && status <= 599)) {
      throw new RangeError(`status of error '${code}' must be 400 to 599, got ${status}`);
    }
    kinds[code] = Object.freeze({ code, status, title });
  }
  const fail = (code: keyof Table & string, detail?: string, options?: AppErrorOptions): AppError => {
    const kind = kinds[code];
    if (kind === undefined) throw new RangeError(`error code must be one of the table, got '${code}'`);
    return new AppError(kind, detail, options);
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets that the keys are the table's
  return Object.assign(fail, { kinds: Object.freeze(kinds) as Record<keyof Table & string, ErrorKind> });
}
