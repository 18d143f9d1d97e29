import type { JSX } from 'preact';
import { releaseCampaign, type Campaign, type Preflight } from '../../../api/newsletter-campaigns.ts';
import { dates } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { me, may } from '../../../session-state.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { strings } from '../../../strings.ts';
import { showToast } from '../../../toasts.ts';
import { useAction } from '../../../use-action.ts';
import { useFocusKept } from '../../../use-focus-kept.ts';

/** Whoever releases it has looked at it and written nothing of it; the hash says at what exactly. */
export function ReleaseSection(props: {
  campaign: Campaign;
  preflight: Preflight;
  isSaved: boolean;
  show: (campaign: Campaign) => void;
  /** Looks at the mail anew: what was looked at is not what is there now. */
  look: () => Promise<void>;
}): JSX.Element {
  const { campaign, preflight, isSaved, show, look } = props;
  const { id, version, release, writtenBy } = campaign;
  const isWriter = writtenBy.some((writer) => writer.id === me.value?.id);
  const { contentHash, mayBeReleased } = preflight;
  const action = useAction(async (hash: string) => {
    show(await releaseCampaign(id, { basedOnVersion: version, contentHash: hash }));
    showToast(words.released);
  });
  const verdict = useFocusKept<HTMLParagraphElement>(release?.at);
  const names = writtenBy.map(({ name }) => name ?? strings.formerColleague).join(', ');
  return (
    <Section title={words.release} intro={words.releaseIntro}>
      <p>{words.writers(names)}</p>
      {release !== null ? (
        <p ref={verdict} tabIndex={-1} class="verdict is-good">
          <Icon name="check-circle" />
          {words.releasedBy(release.byName ?? strings.formerColleague, dates.moment(release.at))}
        </p>
      ) : (
        <div class="row row-between">
          <span class="soft">
            {isWriter ? words.ownWork : mayRelease() ? words.notReleased : words.mayNotRelease}
          </span>
          {mayRelease() && !isWriter && (
            <Button
              look="primary"
              icon="check"
              isBusy={action.isBusy}
              isDisabled={!isSaved || !mayBeReleased || contentHash === null}
              onClick={() => void (contentHash !== null && action.run(contentHash))}
            >
              {words.releaseIt}
            </Button>
          )}
        </div>
      )}
      {action.error !== undefined && (
        <Problem
          error={action.error}
          retry={() => {
            action.clear();
            void look();
          }}
        />
      )}
    </Section>
  );
}

function mayRelease(): boolean {
  return may('newsletter.release');
}
