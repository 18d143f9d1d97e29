/**
 * Asks a Foyer what differs from site to site. Throws when it does not answer with that.
 *
 * @param parts what the answer must have, for the message
 */
export async function fetchSettings<Settings>(
  url: string,
  isSettings: (body: unknown) => body is Settings,
  parts: string,
): Promise<Settings> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const body: unknown = await response.json();
  if (!response.ok || !isSettings(body)) {
    throw new Error(`${url} must answer with ${parts}, got status ${response.status}`);
  }
  return body;
}
