import type { JSX } from 'preact';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import type { CampaignValue, Finding } from '../../../api/newsletter-campaigns.ts';
import { readBlocks, readImages } from '../../../api/newsletter-library.ts';
import { Button } from '../../../parts/button.tsx';
import { Checkbox, TextArea } from '../../../parts/field.tsx';
import { Menu, type MenuItem } from '../../../parts/menu.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';
import { useLoaded } from '../../../use-loaded.ts';
import type { CodeView, LineProblem } from '../mjml/code-view.ts';
import { MjmlField } from '../mjml/mjml-field.tsx';

/** Under which name an editor is found from the place of a finding. */
function viewName(place: string, slot: string | null): string {
  return slot === null ? place : `${place} ${slot}`;
}

function editedSlots({ slots }: CampaignValue): [string, string][] {
  return Object.entries(slots).filter(([name]) => name !== 'preview');
}

/** undefined where there is no editor for it: in the envelope, in the DNS, in a template. */
export function viewOf(value: CampaignValue, place: Finding['place']): string | undefined {
  const names =
    value.templateId === null
      ? [viewName('mjml', null)]
      : editedSlots(value).map(([slot]) => viewName('slot', slot));
  return names.find((name) => name === viewName(place.in, place.name));
}

export function MailFields(props: {
  value: CampaignValue;
  findings: readonly Finding[];
  isReadOnly: boolean;
  /** The editors that are there. */
  views: Map<string, CodeView>;
  onValue: (value: CampaignValue) => void;
}): JSX.Element {
  const { value, findings, isReadOnly, views, onValue } = props;
  const slots = editedSlots(value);
  const common = { findings, isReadOnly, views };
  return (
    <section class="section">
      <div class="section-head">
        <div>
          <h2>{words.mail}</h2>
          <p class="faint">{words.mailIntro}</p>
        </div>
        {!isReadOnly && <InsertMenus views={views} />}
      </div>
      {value.templateId === null ? (
        <SourceField
          {...common}
          label={words.mjml}
          name={viewName('mjml', null)}
          source={value.mjml}
          onSource={(mjml) => onValue({ ...value, mjml })}
        />
      ) : (
        slots.map(([name, source]) => (
          <SourceField
            key={name}
            {...common}
            label={words.slot(name)}
            name={viewName('slot', name)}
            source={source}
            onSource={(next) => onValue({ ...value, slots: { ...value.slots, [name]: next } })}
          />
        ))
      )}
      {value.templateId !== null && Object.keys(value.slots).length === 0 && (
        <p class="soft">{words.noSlots}</p>
      )}
      <fieldset class="campaign-fields stack" disabled={isReadOnly}>
        <legend class="field-label">{words.textPart}</legend>
        <Checkbox
          label={words.textAutomatic}
          isChecked={value.text === null}
          onChecked={(isAutomatic) => onValue({ ...value, text: isAutomatic ? null : '' })}
        />
        {value.text !== null && (
          <TextArea
            label={words.textOwn}
            hint={words.textOwnHint}
            rows={10}
            maxLength={100_000}
            lang={value.language}
            value={value.text}
            onValue={(text) => onValue({ ...value, text })}
          />
        )}
      </fieldset>
    </section>
  );
}

function SourceField(props: {
  label: string;
  name: string;
  source: string;
  findings: readonly Finding[];
  isReadOnly: boolean;
  views: Map<string, CodeView>;
  onSource: (source: string) => void;
}): JSX.Element {
  const { label, name, source, findings, isReadOnly, views, onSource } = props;
  const problems = useMemo(() => problemsAt(findings, name), [findings, name]);
  const latest = useRef(views);
  latest.current = views;
  const keep = useCallback((view: CodeView) => void latest.current.set(name, view), [name]);
  return (
    <MjmlField
      label={label}
      value={source}
      problems={problems}
      isReadOnly={isReadOnly}
      onValue={onSource}
      onView={keep}
    />
  );
}

function problemsAt(findings: readonly Finding[], name: string): LineProblem[] {
  return findings.flatMap(({ severity, message, place }) =>
    place.line === null || viewName(place.in, place.name) !== name
      ? []
      : [{ line: place.line, severity: severity === 'notice' ? 'info' : severity, message }],
  );
}

/** Puts a picture or a part where the cursor is, in the editor that was used last. */
function InsertMenus({ views }: { views: Map<string, CodeView> }): JSX.Element {
  const images = useLoaded('images', readImages);
  const parts = useLoaded('parts', (signal) => readBlocks('parts', signal));
  const insert = (text: string): void => {
    const all = [...views.values()];
    (all.toSorted((one, other) => other.focusedAt() - one.focusedAt())[0] ?? all[0])?.insert(text);
  };
  const imageItems = (images.data?.items ?? []).map((image): MenuItem => ({
    label: image.name,
    act: () => insert(`<mj-image src="${image.url}" alt="" width="${Math.min(image.width, 600)}px" />`),
  }));
  const partItems = (parts.data ?? []).map(({ value }): MenuItem => ({
    label: value.name,
    act: () => insert(`{{> ${value.name}}}`),
  }));
  return (
    <div class="row">
      <InsertMenu label={words.insertImage} items={imageItems} />
      <InsertMenu label={words.insertPart} items={partItems} />
    </div>
  );
}

function InsertMenu({ label, items }: { label: string; items: readonly MenuItem[] }): JSX.Element {
  if (items.length === 0) {
    return (
      <Button isSmall isDisabled title={words.nothingToInsert}>
        {label}
      </Button>
    );
  }
  return (
    <Menu label={label} items={items}>
      {(opener) => (
        <Button isSmall {...opener}>
          {label}
        </Button>
      )}
    </Menu>
  );
}
