import type { JSX } from 'preact';
import type { CampaignValue, Finding } from '../../../api/newsletter-campaigns.ts';
import { Problem } from '../../../parts/problem.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { FindingList } from './finding-list.tsx';
import { MailLook } from './mail-look.tsx';
import type { PreviewState } from './use-preview.ts';

/** The mail as it is being written, and what is found in it. */
export function PreviewPane(props: {
  value: CampaignValue;
  preview: PreviewState;
  goTo: (finding: Finding) => (() => void) | undefined;
}): JSX.Element {
  const { value, preview, goTo } = props;
  const { shown, frame, isStale, error } = preview;
  return (
    <MailLook
      value={value}
      subject={isStale ? undefined : shown?.subject}
      address={frame}
      text={shown?.text ?? ''}
      notice={
        <>
          {error !== undefined && <Problem error={error} />}
          {isStale && <p class="soft">{frame === undefined ? words.previewNone : words.previewStale}</p>}
        </>
      }
    >
      {shown !== undefined && (
        <>
          {!isStale && (
            <p class="faint">
              {words.bytes(shown.htmlBytes, shown.maxHtmlBytes)} · {words.links(shown.links)}
            </p>
          )}
          <h3>{words.found}</h3>
          <FindingList findings={shown.findings} goTo={goTo} />
        </>
      )}
    </MailLook>
  );
}
