import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CampaignValue, Scheme } from '../../../api/newsletter-campaigns.ts';
import { Segments } from '../../../parts/segments.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { campaignPreviewText } from './campaign-value.ts';

const views = ['desktop', 'mobile', 'dark', 'text'] as const;
type View = (typeof views)[number];

/** A mail as readers see it, in one of four ways, with what is said of it below. */
export function MailLook(props: {
  value: CampaignValue;
  /** As a reader sees it; undefined: as it is written. */
  subject: string | undefined;
  /** undefined: there is nothing to see yet. */
  address: ((scheme: Scheme) => string) | undefined;
  text: string;
  /** Above the mail. */
  notice?: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  const { value, address, text, notice, children } = props;
  const subject = props.subject ?? value.subject;
  // On a phone one sees how it looks on a phone.
  const [view, setView] = useState<View>(() =>
    matchMedia('(max-width: 48rem)').matches ? 'mobile' : 'desktop',
  );
  return (
    <section class="section campaign-preview">
      <div class="section-head">
        <h2>{words.preview}</h2>
        <Segments
          label={words.previewHow}
          value={view}
          choices={views.map((one) => ({ value: one, label: words.views[one] }))}
          onValue={setView}
        />
      </div>
      {notice}
      {address !== undefined && (
        <>
          <div class="mail-inbox">
            <p>{value.from.name === '' ? value.from.address : value.from.name}</p>
            <p>
              <strong>{subject}</strong> <span class="faint">{campaignPreviewText(value)}</span>
            </p>
          </div>
          <MailFrame view={view} title={words.previewTitle(subject)} address={address} text={text} />
          {view === 'dark' && <p class="faint">{words.darkHint}</p>}
        </>
      )}
      {children}
    </section>
  );
}

/** Whatever stands in a mail, nothing of it runs and nothing of it reaches the desk. */
function MailFrame(props: {
  view: View;
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
    <div class="mail-frame" data-view={view}>
      <iframe title={title} sandbox="" src={address(view === 'dark' ? 'dark' : 'light')} />
    </div>
  );
}
