import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import {
  readPreflight,
  savedPreviewPath,
  sendTest,
  type Campaign,
  type Finding,
  type Preflight,
} from '../../../api/newsletter-campaigns.ts';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { me, may } from '../../../session-state.ts';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { AudienceReach } from './audience-reach.tsx';
import type { CampaignDraft } from './campaign-draft.ts';
import { FindingList } from './finding-list.tsx';
import { viewOf } from './mail-fields.tsx';
import { MailLook } from './mail-look.tsx';
import { ReleaseSection } from './release-section.tsx';
import { StartSection } from './start-section.tsx';
import type { SourceLine } from './write-tab.tsx';

/** From the finished mail to the start: look at it, test it, release it, start it. */
export function CheckTab(props: {
  campaign: Campaign;
  draft: CampaignDraft;
  show: (campaign: Campaign) => void;
  goToLine: (line: SourceLine) => void;
}): JSX.Element {
  const { campaign, draft, show, goToLine } = props;
  const value = draft.value.value;
  const goTo = ({ place }: Finding): (() => void) | undefined => {
    const view = viewOf(value, place);
    const { line } = place;
    return view === undefined || line === null ? undefined : () => goToLine({ view, line });
  };
  const preflight = useLoaded(`preflight ${campaign.id} ${campaign.version}`, (signal) =>
    readPreflight(campaign.id, signal),
  );
  return (
    <>
      {draft.isChanged.value && (
        <p class="verdict is-bad" role="status">
          <Icon name="warning" />
          {words.saveFirst}
        </p>
      )}
      <Loaded of={preflight} skeletons={4}>
        {(found) => (
          <div class="campaign-checks">
            <PreflightSection
              preflight={found}
              isBusy={preflight.isLoading}
              reload={preflight.reload}
              goTo={goTo}
            />
            <LookSection campaign={campaign} preflight={found} />
            <div class="stack">
              {may('newsletter.write') && <TestSection id={campaign.id} />}
              {campaign.state !== 'started' && (
                <>
                  <ReleaseSection
                    campaign={campaign}
                    preflight={found}
                    isSaved={!draft.isChanged.value}
                    show={show}
                    look={preflight.reload}
                  />
                  <StartSection campaign={campaign} show={show} />
                </>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

function PreflightSection(props: {
  preflight: Preflight;
  isBusy: boolean;
  reload: () => Promise<void>;
  goTo: (finding: Finding) => (() => void) | undefined;
}): JSX.Element {
  const { preflight, isBusy, reload, goTo } = props;
  const errors = preflight.findings.filter(({ severity }) => severity === 'error').length;
  return (
    <Section
      title={words.preflight}
      intro={words.preflightIntro}
      actions={
        <Button isSmall icon="refresh" isBusy={isBusy} onClick={() => void reload()}>
          {words.again}
        </Button>
      }
    >
      <p class={`verdict ${preflight.mayBeReleased ? 'is-good' : 'is-bad'}`}>
        <Icon name={preflight.mayBeReleased ? 'check-circle' : 'warning'} />
        {preflight.mayBeReleased ? words.mayGo : words.mayNotGo(errors)}
      </p>
      {preflight.findings.length > 0 && <FindingList findings={preflight.findings} goTo={goTo} />}
      {preflight.htmlBytes > 0 && (
        <p class="faint">
          {words.bytes(preflight.htmlBytes, preflight.maxHtmlBytes)} · {words.links(preflight.links.length)}
        </p>
      )}
    </Section>
  );
}

function LookSection({ campaign, preflight }: { campaign: Campaign; preflight: Preflight }): JSX.Element {
  const { id, version, value } = campaign;
  const isMade = preflight.htmlBytes > 0;
  return (
    <MailLook
      key={version}
      value={value}
      subject={preflight.subject}
      address={isMade ? (scheme) => savedPreviewPath(id, scheme) : undefined}
      text={preflight.text}
      notice={!isMade && <p class="soft">{words.previewNone}</p>}
    >
      <AudienceReach audience={value.audience} />
    </MailLook>
  );
}

function TestSection({ id }: { id: string }): JSX.Element {
  const [sentTo, setSentTo] = useState<string>();
  const test = useAction(async () => {
    setSentTo(undefined);
    const sent = await sendTest(id);
    setSentTo(sent.sentTo);
    announce(words.testSent(sent.sentTo));
  });
  return (
    <Section title={words.test} intro={words.testIntro}>
      <div class="row row-between">
        <span class={sentTo === undefined ? 'soft' : 'test-sent'}>
          {sentTo === undefined ? (me.value?.email ?? '') : words.testSent(sentTo)}
        </span>
        <Button icon="mail" isBusy={test.isBusy} onClick={() => void test.run()}>
          {words.sendTest}
        </Button>
      </div>
      {test.error !== undefined && <Problem error={test.error} />}
    </Section>
  );
}
