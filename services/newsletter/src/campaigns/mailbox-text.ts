/** As a header has it: `"Name" <address>` (RFC 5322 §3.4). */
export function mailboxText({ name, address }: { name: string; address: string }): string {
  return name === '' ? address : `"${name.replaceAll(/["\\]/g, '\\$&')}" <${address}>`;
}
