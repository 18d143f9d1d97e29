/**
 * Why an attempt failed, as the log keeps it. What the receiver answered is not kept: it may quote what was sent.
 *
 * - `url_refused`: not https, or with a password in it
 * - `address_refused`: the name leads to an address that is not of the open internet
 * - `dns`: the name leads nowhere
 * - `timeout`: not done within ten seconds
 * - `tls`: no trustworthy certificate, or no common version
 * - `connection`: refused, reset, unreachable
 * - `status`: answered with another status than 2xx
 * - `secret_unreadable`: the secret was encrypted with another key; the endpoint needs a new one
 * - `unforeseen`: anything else
 */
export const failureClasses = [
  'url_refused',
  'address_refused',
  'dns',
  'timeout',
  'tls',
  'connection',
  'status',
  'secret_unreadable',
  'unforeseen',
] as const;

export type FailureClass = (typeof failureClasses)[number];

const connectionCodes = /^(?:ECONN|EPIPE|EHOST|ENET|EADDR|ETIMEDOUT|HPE_|UND_|ERR_HTTP)/;
const tlsCodes = /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/;

/** The class of an error that connecting or sending has thrown. */
export function failureOf(error: unknown): FailureClass {
  const code = codeOf(error);
  if (tlsCodes.test(code)) return 'tls';
  if (connectionCodes.test(code)) return 'connection';
  return 'unforeseen';
}

function codeOf(error: unknown): string {
  // What Node throws when it has tried several addresses.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
