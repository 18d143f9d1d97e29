import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { LadderRung } from '../../api/captcha.ts';
import { IconButton } from '../../parts/button.tsx';
import { captcha as words } from '../../strings/en/captcha.ts';
import { expiryMinutes, hashesOf, limits, rungProblem, secondsOf, type RungProblem } from './ladder-draft.ts';

const hashes = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

export function RungFields(props: {
  rungs: readonly LadderRung[];
  index: number;
  onRung: (rung: LadderRung) => void;
  remove: () => void;
}): JSX.Element | null {
  const { rungs, index, onRung, remove } = props;
  const id = useId();
  const rung = rungs[index];
  if (rung === undefined) return null;
  const problem = rungProblem(rungs, index);
  const seconds = secondsOf(rung);
  const field = (
    label: string,
    value: number,
    [min, max]: readonly [number, number],
    set: (value: number) => LadderRung,
    step = 1,
  ): JSX.Element => (
    <td role="cell" data-label={label}>
      <input
        class="input input-small"
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={step}
        aria-label={words.ofStep(label, index + 1)}
        aria-invalid={isWrong(label, problem) ? 'true' : undefined}
        aria-describedby={problem === undefined ? undefined : id}
        // The first step holds from the first request on, always.
        readOnly={index === 0 && label === words.above}
        value={Number.isNaN(value) ? '' : String(value)}
        onInput={(event) => onRung(set(event.currentTarget.valueAsNumber))}
      />
    </td>
  );
  return (
    <>
      <tr role="row">
        {field(words.above, rung.above, limits.above, (above) => ({ ...rung, above }))}
        {field(words.solutions, rung.solutions, limits.solutions, (solutions) => ({ ...rung, solutions }))}
        {field(words.difficulty, rung.difficulty, limits.difficulty, (difficulty) => ({
          ...rung,
          difficulty,
        }))}
        {field(
          words.lifeMinutes,
          rung.expirySeconds / 60,
          [expiryMinutes.min, expiryMinutes.max],
          (minutes) => ({ ...rung, expirySeconds: minutes * 60 }),
          expiryMinutes.min,
        )}
        <Figure label={words.hashes} value={hashesOf(rung)} format={(value) => hashes.format(value)} />
        <Figure label={words.onPhone} value={seconds.phone} format={words.about} />
        <Figure label={words.onLaptop} value={seconds.laptop} format={words.about} />
        <td role="cell" class="rung-remove">
          {rungs.length > 1 && (
            <IconButton isSmall icon="trash" label={words.removeStep(index + 1)} onClick={remove} />
          )}
        </td>
      </tr>
      {problem !== undefined && (
        <tr role="row" class="rung-problem">
          <td role="cell" colSpan={8}>
            <p class="field-error" id={id} role="alert">
              {words.stepProblems[problem]}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

function isWrong(label: string, problem: RungProblem | undefined): boolean {
  if (problem === 'order') return label === words.above;
  if (problem === 'easier' || problem === 'hard') return label === words.difficulty;
  return problem !== undefined;
}

function Figure(props: { label: string; value: number; format: (value: number) => string }): JSX.Element {
  return (
    <td role="cell" class="figure" data-label={props.label}>
      {Number.isFinite(props.value) ? props.format(props.value) : '–'}
    </td>
  );
}
