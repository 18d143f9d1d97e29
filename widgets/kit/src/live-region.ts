export interface LiveRegion {
  say(text: string): void;
  remove(): void;
}

/** The one polite live region of an element: made empty and early, because a region that arrives with its text is not read out. */
export function createLiveRegion(host: Element | ShadowRoot): LiveRegion {
  const region = document.createElement('div');
  region.className = 'foyer-live';
  region.setAttribute('role', 'status');
  host.append(region);
  return {
    say(text) {
      // The same sentence twice is no change of text, and would stay silent the second time.
      region.textContent = text === region.textContent ? `${text}\u00A0` : text;
    },
    remove: () => region.remove(),
  };
}
