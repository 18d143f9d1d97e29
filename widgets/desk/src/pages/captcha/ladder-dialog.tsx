import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  readLadder,
  saveLadder,
  savedLadder,
  type CaptchaSite,
  type LadderRung,
  type SavedLadder,
} from '../../api/captcha.ts';
import { nameOf, useColleagues } from '../../colleagues.ts';
import { dates } from '../../dates.ts';
import type { ConflictWords } from '../../differences.ts';
import { createDraft } from '../../draft.ts';
import { Button } from '../../parts/button.tsx';
import { Conflict } from '../../parts/conflict.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { strings } from '../../strings.ts';
import { captcha as words } from '../../strings/en/captcha.ts';
import { showToast } from '../../toasts.ts';
import { useAction } from '../../use-action.ts';
import { hasRungProblems, MAX_RUNGS, nextRung, withoutRung } from './ladder-draft.ts';
import './ladder-dialog.css';
import { RungFields } from './rung-fields.tsx';

/** How much harder it gets the more puzzles one address asks for. Each number shows at once what it costs the visitor. */
export function LadderDialog(props: {
  site: CaptchaSite;
  onClose: () => void;
  reload: () => Promise<void>;
}): JSX.Element {
  const { site, onClose, reload } = props;
  useColleagues();
  const [draft] = useState(() =>
    createDraft<readonly LadderRung[], SavedLadder>(savedLadder(site), {
      put: (rungs, basedOnVersion) => saveLadder(site.siteKey, rungs, basedOnVersion),
      read: () => readLadder(site.siteKey),
      onSaved: () => void reload(),
    }),
  );
  const save = useAction(async () => {
    if (!(await draft.save())) return;
    showToast(strings.saved);
    onClose();
  });
  const rungs = draft.value.value;
  const saved = draft.saved.value;
  const isInConflict = draft.theirs.value !== undefined;
  const cannotSave = isInConflict || hasRungProblems(rungs) || !draft.isChanged.value;
  return (
    <Dialog
      title={words.ladderOf(site.name)}
      isVeryWide
      onClose={onClose}
      onSubmit={() => {
        if (!cannotSave) void save.run();
      }}
      actions={
        <>
          <span class="ladder-version faint">
            {words.ladderVersion(
              saved.version,
              saved.changedAt === null ? null : dates.moment(saved.changedAt),
              saved.changedBy === null ? null : nameOf(saved.changedBy),
            )}
          </span>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isBusy} isDisabled={cannotSave}>
            {strings.save}
          </Button>
        </>
      }
    >
      <p class="soft">{words.ladderIntro}</p>
      <table class="table rungs" role="table">
        <caption class="unseen">{words.ladder}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[
              words.above,
              words.solutions,
              words.difficulty,
              words.lifeMinutes,
              words.hashes,
              words.onPhone,
              words.onLaptop,
            ].map((title) => (
              <th key={title} scope="col" role="columnheader">
                {title}
              </th>
            ))}
            <td role="cell" />
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rungs.map((_, index) => (
            <RungFields
              key={index}
              rungs={rungs}
              index={index}
              onRung={(rung) => draft.change(rungs.map((one, at) => (at === index ? rung : one)))}
              remove={() => draft.change(withoutRung(rungs, index))}
            />
          ))}
        </tbody>
      </table>
      {rungs.length < MAX_RUNGS && (
        <div class="row">
          <Button isSmall icon="plus" onClick={() => draft.change([...rungs, nextRung(rungs)])}>
            {words.addStep}
          </Button>
        </div>
      )}
      <p class="field-hint">{words.estimateHint}</p>
      {save.error !== undefined && <Problem error={save.error} />}
      <Conflict
        draft={draft}
        savedBy={({ changedBy }) => (changedBy === null ? words.commandLine : nameOf(changedBy))}
        savedAt={({ changedAt }) => (changedAt === null ? '' : dates.moment(changedAt))}
        words={ladderPlaces}
        onSavedMine={onClose}
      />
    </Dialog>
  );
}

const ladderPlaces: ConflictWords = {
  place: () => words.ladder,
  value: (value) => (Array.isArray(value) ? value.map(rungText).join(', ') : ''),
};

function rungText(rung: LadderRung): string {
  return words.stepInShort(rung.above, rung.solutions, rung.difficulty);
}
