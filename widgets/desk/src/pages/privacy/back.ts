import { BASE } from '../../router.ts';
import { strings } from '../../strings.ts';

/** On a phone the sections are a page of their own; this leads back to it. */
export const privacyBack = { href: `${BASE}/privacy`, label: strings.pages.privacy };
