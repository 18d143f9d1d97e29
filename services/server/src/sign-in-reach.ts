const localNames = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Why nobody can sign in to the desk at this address, or undefined when they can. The session's cookie is `__Host-foyer`,
 * which browsers keep for https only; they make an exception for names of this machine (W3C Secure Contexts §3.1).
 */
export function whyNobodySignsIn(publicUrl: string): string | undefined {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || localNames.test(hostname)) return undefined;
  return `nobody can sign in to the desk at ${publicUrl}: browsers keep its cookie for https only, or for localhost`;
}
