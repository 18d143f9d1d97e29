import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { toApiError } from './api/api-error.ts';
import { isSame } from './differences.ts';

export interface Saved<T> {
  version: number;
  value: T;
}

/** What somebody types into a thing that others may save meanwhile. */
export interface Draft<T, S extends Saved<T>> {
  /** What the draft began with, or what was saved last. */
  saved: ReadonlySignal<S>;
  value: ReadonlySignal<T>;
  isChanged: ReadonlySignal<boolean>;
  /** What somebody else saved meanwhile, until the person has decided which counts. */
  theirs: ReadonlySignal<S | undefined>;
  change(next: T): void;
  discard(): void;
  /**
   * Nothing typed is lost, whatever comes.
   *
   * @returns false when somebody else was faster: then `theirs` says what they saved
   * @throws ApiError
   */
  save(): Promise<boolean>;
  /** Mine in place of theirs; false when a third person was faster again. @throws ApiError */
  saveAnyway(): Promise<boolean>;
  takeTheirs(): void;
}

export interface DraftDeps<T, S extends Saved<T>> {
  /** @throws ApiError with 409 when another version than `basedOnVersion` is in force */
  put: (value: T, basedOnVersion: number) => Promise<S>;
  read: () => Promise<S>;
  /** Told of each version that comes into force here. */
  onSaved: (saved: S) => void;
}

export function createDraft<T, S extends Saved<T>>(first: S, deps: DraftDeps<T, S>): Draft<T, S> {
  const saved = signal(first);
  const value = signal<T>(first.value);
  const theirs = signal<S | undefined>(undefined);

  const enter = (next: S): void => {
    saved.value = next;
    value.value = next.value;
    theirs.value = undefined;
    deps.onSaved(next);
  };
  const putBasedOn = async (version: number): Promise<boolean> => {
    try {
      enter(await deps.put(value.peek(), version));
      return true;
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.status !== 409) throw error;
      const other = await deps.read();
      // Nobody else has saved: it was refused for another reason.
      if (other.version === version) throw error;
      // Both wanted the same: there is nothing to decide.
      if (isSame(other.value, value.peek())) {
        enter(other);
        return true;
      }
      theirs.value = other;
      return false;
    }
  };

  return {
    saved,
    value,
    theirs,
    isChanged: computed(() => !isSame(saved.value.value, value.value)),
    change: (next) => (value.value = next),
    discard: () => (value.value = saved.peek().value),
    save: () => putBasedOn(saved.peek().version),
    saveAnyway: () => putBasedOn((theirs.peek() ?? saved.peek()).version),
    takeTheirs: () => {
      const other = theirs.peek();
      if (other !== undefined) enter(other);
    },
  };
}
