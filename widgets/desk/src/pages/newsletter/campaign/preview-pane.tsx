import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Campaign, Finding } from '../../../api/newsletter-campaigns.ts';
import { Problem } from '../../../parts/problem.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { FindingList } from './finding-list.tsx';
import { MailFrame, type MailView } from './mail-frame.tsx';
import type { PreviewState } from './use-preview.ts';

const views: readonly MailView[] = ['desktop', 'mobile', 'dark', 'text'];

export function PreviewPane(props: {
  campaign: Campaign;
  subject: string;
  preview: PreviewState;
  goTo: (finding: Finding) => (() => void) | undefined;
}): JSX.Element {
  const { subject, preview, goTo } = props;
  const { shown, frame, isStale, error } = preview;
  const [view, setView] = useState<MailView>('desktop');
  return (
    <section class="section campaign-preview">
      <div class="section-head">
        <h2>{words.preview}</h2>
        <Segments
          label={words.previewHow}
          value={view}
          choices={views.map((value) => ({ value, label: words.views[value] }))}
          onValue={setView}
        />
      </div>
      {error !== undefined && <Problem error={error} />}
      {isStale && frame !== undefined && <p class="soft">{words.previewStale}</p>}
      {frame === undefined ? (
        <p class="soft">{shown === undefined ? '' : words.previewNone}</p>
      ) : (
        <MailFrame view={view} title={words.previewTitle(subject)} address={frame} text={shown?.text ?? ''} />
      )}
      {shown !== undefined && (
        <>
          <p class="faint">
            {words.bytes(shown.htmlBytes, shown.maxHtmlBytes)} · {words.links(shown.links)}
          </p>
          <h3>{words.found}</h3>
          <FindingList findings={shown.findings} goTo={goTo} />
        </>
      )}
    </section>
  );
}
