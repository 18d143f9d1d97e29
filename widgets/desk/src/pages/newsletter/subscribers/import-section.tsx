import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { mailLanguages } from '../../../api/newsletter-campaigns.ts';
import {
  readConsentVersion,
  startImport,
  type NewsletterTopic,
} from '../../../api/newsletter-subscribers.ts';
import { Button } from '../../../parts/button.tsx';
import { Checkbox, Select, TextField } from '../../../parts/field.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterSubscribers as words } from '../../../strings/en/newsletter-subscribers.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';

const MAX_BYTES = 12_582_912;

/** A list from another program; it is worked on by the server, and shown below with what became of each line. */
export function ImportSection({ topics }: { topics: readonly NewsletterTopic[] }): JSX.Element {
  const fileId = useId();
  const version = useLoaded('consent version', readConsentVersion);
  const [file, setFile] = useState<File>();
  const [source, setSource] = useState('');
  const [typedVersion, setVersion] = useState<string>();
  const [chosen, setChosen] = useState<string[]>([]);
  const [language, setLanguage] = useState<(typeof mailLanguages)[number]>('en');
  const [isDryRun, setDryRun] = useState(true);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // What has to be put right may lie above of what is seen.
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  const textVersion = Number(typedVersion ?? version.data ?? Number.NaN);
  const isTooLarge = (file?.size ?? 0) > MAX_BYTES;
  const isComplete =
    !isTooLarge &&
    source.trim() !== '' &&
    Number.isInteger(textVersion) &&
    textVersion > 0 &&
    chosen.length > 0;
  const take = useAction(async (given: File) =>
    startImport({
      csv: await given.text(),
      isDryRun,
      source: source.trim(),
      textVersion,
      topics: chosen,
      language,
    }),
  );
  const at = (pointer: string): string | undefined =>
    take.error?.errors.find((error) => error.pointer === pointer)?.detail;
  const missing = (isMissing: boolean, sentence: string): string | undefined =>
    attempts > 0 && isMissing ? sentence : undefined;
  const fileError = isTooLarge
    ? words.fileTooLarge
    : (missing(file === undefined, words.fileMissing) ?? at('/csv'));
  const topicsError = missing(chosen.length === 0, words.topicsMissing);
  return (
    <Section title={words.import} intro={words.importIntro}>
      <form
        ref={form}
        class="stack"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== undefined && isComplete) void take.run(file);
          else setAttempts(attempts + 1);
        }}
      >
        <div class="field">
          <label class="field-label" for={fileId}>
            {words.file}
          </label>
          <input
            id={fileId}
            class="input"
            type="file"
            accept=".csv,text/csv"
            aria-invalid={fileError === undefined ? undefined : 'true'}
            aria-describedby={fileError === undefined ? `${fileId}-hint` : `${fileId}-hint ${fileId}-error`}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
          <p class="field-hint" id={`${fileId}-hint`}>
            {words.fileHint}
          </p>
          {fileError !== undefined && (
            <p class="field-error" id={`${fileId}-error`}>
              {fileError}
            </p>
          )}
        </div>
        <TextField
          label={words.source}
          hint={words.sourceHint}
          maxLength={200}
          value={source}
          onValue={setSource}
          error={missing(source.trim() === '', words.sourceMissing) ?? at('/source')}
        />
        <div class="pair">
          <TextField
            label={words.textVersion}
            hint={words.textVersionHint}
            inputMode="numeric"
            autocomplete="off"
            value={typedVersion ?? String(version.data ?? '')}
            onValue={setVersion}
            error={
              missing(!(Number.isInteger(textVersion) && textVersion > 0), words.textVersionWrong) ??
              at('/textVersion')
            }
          />
          <Select
            label={words.language}
            value={language}
            onValue={setLanguage}
            choices={mailLanguages.map((value) => ({ value, label: newsletter.languages[value] }))}
          />
        </div>
        <fieldset class="field">
          <legend class="field-label">{words.topics}</legend>
          {topics.map(({ id, names }) => (
            <Checkbox
              key={id}
              label={names.en}
              isChecked={chosen.includes(id)}
              onChecked={(isOn) => setChosen(isOn ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
          {topicsError !== undefined && (
            <p class="field-error" role="alert">
              {topicsError}
            </p>
          )}
        </fieldset>
        <Checkbox label={words.dryRun} isChecked={isDryRun} onChecked={setDryRun} />
        {take.error !== undefined && <Problem error={take.error} />}
        <div class="row">
          <Button type="submit" look="primary" isBusy={take.isBusy}>
            {isDryRun ? words.takeDry : words.take}
          </Button>
        </div>
      </form>
    </Section>
  );
}
