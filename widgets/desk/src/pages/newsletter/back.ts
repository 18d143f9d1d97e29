import { BASE } from '../../router.ts';
import { strings } from '../../strings.ts';

/** On a phone the sections are a page of their own; this leads back to it. */
export const newsletterBack = { href: `${BASE}/newsletter`, label: strings.pages.newsletter };
