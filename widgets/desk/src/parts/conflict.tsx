import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { announce } from '../announce.ts';
import type { Draft, Saved } from '../draft.ts';
import { differences, type ConflictWords, type Difference } from '../differences.ts';
import { strings } from '../strings.ts';
import { conflict as words } from '../strings/en/conflict.ts';
import { showToast } from '../toasts.ts';
import { useAction } from '../use-action.ts';
import { Button } from './button.tsx';
import './conflict.css';
import { Icon } from './icon.tsx';
import { focusBeginning } from './page.tsx';
import { Problem } from './problem.tsx';

/** Two people changed the same thing: who, when and where, and which of the two counts. Nothing when nobody else did. */
export function Conflict<T, S extends Saved<T>>(props: {
  draft: Draft<T, S>;
  /** Of the version that is in force now. */
  savedBy: (theirs: S) => string;
  savedAt: (theirs: S) => string;
  words: ConflictWords;
  onSavedMine?: () => void;
}): JSX.Element | null {
  const theirs = props.draft.theirs.value;
  return theirs === undefined ? null : <OpenConflict {...props} theirs={theirs} />;
}

function OpenConflict<T, S extends Saved<T>>(
  props: Parameters<typeof Conflict<T, S>>[0] & { theirs: S },
): JSX.Element {
  const { draft, theirs, savedBy, savedAt } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const places = differences(draft.saved.value.value, theirs.value, draft.value.value);
  const saveMine = useAction(async () => {
    if (!(await draft.saveAnyway())) return;
    showToast(strings.saved);
    focusBeginning();
    props.onSavedMine?.();
  });
  // It answers the button that was pressed, and each version that comes is a new answer.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // Where focus alone would scroll to, the bar with Save covers the rest.
    heading.current?.parentElement?.scrollIntoView({ block: 'start' });
  }, [theirs.version]);
  return (
    <section class="conflict" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        <Icon name="people" />
        {words.title}
      </h2>
      <p>{words.text(savedBy(theirs), savedAt(theirs))}</p>
      <ul class="conflict-places" aria-label={words.differences}>
        {places.map((difference) => (
          <Place key={difference.path.join('/')} difference={difference} words={props.words} />
        ))}
      </ul>
      {saveMine.error !== undefined && <Problem error={saveMine.error} />}
      <div class="row">
        <Button
          onClick={() => {
            draft.takeTheirs();
            announce(words.took);
            focusBeginning();
          }}
        >
          {words.takeTheirs}
        </Button>
        <Button isBusy={saveMine.isBusy} onClick={() => void saveMine.run()}>
          {words.saveMine}
        </Button>
      </div>
    </section>
  );
}

function Place(props: { difference: Difference; words: ConflictWords }): JSX.Element {
  const { path, base, theirs, mine } = props.difference;
  const versions = [
    [words.before, base],
    [words.theirs, theirs],
    [words.mine, mine],
  ] as const;
  return (
    <li>
      <p class="conflict-place">{props.words.place(path)}</p>
      <dl>
        {versions.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value == null ? words.none : props.words.value(value, path) || words.none}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
