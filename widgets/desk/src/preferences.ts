/** What one person set for this browser. Only signed-in staff have any. */
type Preference = 'shortcuts' | 'theme';

// A browser that keeps nothing (private window, storage forbidden) throws; the desk then goes by its defaults.
export function readPreference(name: Preference): string | undefined {
  try {
    return localStorage.getItem(`foyer.desk.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function storePreference(name: Preference, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`foyer.desk.${name}`);
    else localStorage.setItem(`foyer.desk.${name}`, value);
  } catch {
    // See above: it holds until the page is closed.
  }
}
