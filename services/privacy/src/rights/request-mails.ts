/** The mails about one request, in the order in which they may come. */
const requestMailKinds = ['extension', 'refusal', 'answer'] as const;
export type RequestMailKind = (typeof requestMailKinds)[number];

/** By these names the copies of a request's mails are found. */
export function requestMailIds(request: { id: string; mailDomain: string }): string[] {
  return requestMailKinds.map((kind) => requestMailId(kind, request));
}

export function requestMailId(
  kind: RequestMailKind,
  { id, mailDomain }: { id: string; mailDomain: string },
): string {
  return `privacy-${kind}.${id}@${mailDomain}`;
}

export function linkMailId({ id, mailDomain }: { id: string; mailDomain: string }): string {
  return `privacy-link.${id}@${mailDomain}`;
}
