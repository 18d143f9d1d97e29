/**
 * The id under which mail programs know a list, for as long as it exists: its name, and the host of the hall, which is the
 * company's own (RFC 2919 §3). Not the sender's domain, which changes from campaign to campaign.
 *
 * @param label letters, digits and hyphens; none at the end are kept, as no name in the DNS ends with one
 */
export function listIdOf(label: string, publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  // An IPv6 address has no dots to be a namespace, and is nobody's for long.
  return `${label.replace(/-+$/, '')}.${hostname.startsWith('[') ? 'localhost' : hostname}`;
}
