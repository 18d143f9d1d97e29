import { createLiveRegion, type LiveRegion } from '@foyer/kit';

let region: LiveRegion | undefined;

/** Makes the one polite live region of the desk. */
export function startAnnouncing(): void {
  region = createLiveRegion(document.body);
  document.body.lastElementChild?.classList.add('unseen');
}

export function announce(text: string): void {
  region?.say(text);
}
