import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { consentExportPath } from '../../../api/privacy-consents.ts';
import { LinkButton } from '../../../parts/button.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Select, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';

export function ExportSection({ purposes }: { purposes: readonly string[] }): JSX.Element {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [purpose, setPurpose] = useState('');
  const filter = { from, to, purpose };
  return (
    <Section title={words.export} intro={words.exportIntro}>
      <div class="pair">
        <TextField label={words.from} type="date" max={to} value={from} onValue={setFrom} />
        <TextField label={words.to} type="date" min={from} value={to} onValue={setTo} />
        <Select
          label={words.purpose}
          value={purpose}
          onValue={setPurpose}
          choices={[
            { value: '', label: words.everyPurpose },
            ...purposes.map((value) => ({ value, label: value })),
          ]}
        />
      </div>
      <div class="row">
        <LinkButton icon="download" href={consentExportPath('ndjson', filter)} isDownload>
          {words.ndjson}
        </LinkButton>
        <LinkButton icon="download" href={consentExportPath('csv', filter)} isDownload>
          {words.csv}
        </LinkButton>
      </div>
      <Copyable
        label={words.verifyExport}
        text="npm run foyer -- consent:verify-export --file consents.ndjson"
      />
    </Section>
  );
}
