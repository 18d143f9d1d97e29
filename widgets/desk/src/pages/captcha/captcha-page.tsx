import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readSites, type CaptchaSite } from '../../api/captcha.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { may } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { captcha as words } from '../../strings/en/captcha.ts';
import { useLoaded } from '../../use-loaded.ts';
import { ActivitySection } from './activity-section.tsx';
import './captcha.css';
import { SecretDialog } from './secret-dialog.tsx';
import { SiteDialog } from './site-dialog.tsx';
import { SiteSection } from './site-section.tsx';

export function CaptchaPage(): JSX.Element {
  const sites = useLoaded('sites', readSites);
  const [isCreating, setCreating] = useState(false);
  const [fresh, setFresh] = useState<{ siteKey: string; secret: string }>();
  const create = may('captcha.manage') ? (
    <Button look="primary" icon="plus" onClick={() => setCreating(true)}>
      {words.newSite}
    </Button>
  ) : undefined;
  return (
    <Page title={strings.pages.captcha} intro={words.intro} actions={create}>
      <ActivitySection />
      <Loaded of={sites} skeletons={2}>
        {(all: CaptchaSite[]) =>
          all.length === 0 ? (
            <Empty icon="shield" title={words.noSites}>
              {words.noSitesHint}
            </Empty>
          ) : (
            all.map((site) => (
              <SiteSection key={site.siteKey} site={site} reload={sites.reload} showSecret={setFresh} />
            ))
          )
        }
      </Loaded>
      {isCreating && (
        <SiteDialog
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setFresh(created);
            void sites.reload();
          }}
          reload={sites.reload}
        />
      )}
      {fresh !== undefined && <SecretDialog {...fresh} onClose={() => setFresh(undefined)} />}
    </Page>
  );
}
