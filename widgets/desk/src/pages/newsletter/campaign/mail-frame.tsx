import type { JSX } from 'preact';
import type { Scheme } from '../../../api/newsletter-campaigns.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';

export type MailView = 'desktop' | 'mobile' | 'dark' | 'text';

/** A mail as readers see it. Whatever stands in it, nothing of it runs and nothing of it reaches the desk. */
export function MailFrame(props: {
  view: MailView;
  title: string;
  address: (scheme: Scheme) => string;
  text: string;
}): JSX.Element {
  const { view, title, address, text } = props;
  if (view === 'text') {
    return (
      <pre class="mail-text" tabIndex={0} role="region" aria-label={words.views.text}>
        {text}
      </pre>
    );
  }
  return (
    <div class="mail-frame" data-view={view} tabIndex={0} role="region" aria-label={words.views[view]}>
      <iframe title={title} sandbox="" loading="lazy" src={address(view === 'dark' ? 'dark' : 'light')} />
    </div>
  );
}
