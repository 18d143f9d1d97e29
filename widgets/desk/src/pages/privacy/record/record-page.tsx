import type { JSX } from 'preact';
import { readRetention } from '../../../api/privacy-retention.ts';
import { dates, now } from '../../../dates.ts';
import { Button } from '../../../parts/button.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page } from '../../../parts/page.tsx';
import { privacy } from '../../../strings/en/privacy.ts';
import { privacyRecord as words } from '../../../strings/en/privacy-record.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { privacyBack } from '../back.ts';
import './record.css';

/** The record of processing activities, to read and to print. */
export function RecordPage(): JSX.Element {
  const overview = useLoaded('record', readRetention);
  return (
    <Page
      title={privacy.sections.record}
      intro={words.intro}
      back={privacyBack}
      actions={
        <Button icon="text" class="record-print" onClick={() => print()}>
          {words.print}
        </Button>
      }
    >
      <Loaded of={overview} skeletons={4}>
        {({ promises }) => (
          <>
            <p class="faint">{words.asOf(dates.day(now.value))}</p>
            <div class="card card-flush">
              {promises.map(({ holding, category, purpose, legalBasis, retention }) => (
                <section key={holding} class="record-activity">
                  <h2>{privacy.holding(holding)}</h2>
                  <dl class="record-facts">
                    <dt>{words.purpose}</dt>
                    <dd>{purpose}</dd>
                    <dt>{words.legalBasis}</dt>
                    <dd>{legalBasis}</dd>
                    <dt>{words.data}</dt>
                    <dd>{category}</dd>
                    <dt>{words.erasure}</dt>
                    <dd>
                      {retention.text} <span class="faint">{words.countedFrom(retention.from)}</span>
                    </dd>
                  </dl>
                </section>
              ))}
            </div>
            <p class="faint">{words.elsewhere}</p>
          </>
        )}
      </Loaded>
    </Page>
  );
}
