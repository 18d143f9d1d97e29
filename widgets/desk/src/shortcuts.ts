import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readPreference, storePreference } from './preferences.ts';

/** What a key press must tell. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** By keys as they are typed: 'j', '?', 'g i'. */
export type Bindings = Readonly<Record<string, () => void>>;

const SEQUENCE_MILLISECONDS = 1500;

/** Finds what typed keys mean in the bindings, the innermost set first. Says whether it did something. */
export function createShortcutReader(
  sets: readonly { current: Bindings }[],
): (press: KeyPress, at: number) => boolean {
  let prefix = '';
  let prefixAt = 0;
  return (press, at) => {
    if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return false;
    const isContinued = prefix !== '' && at - prefixAt <= SEQUENCE_MILLISECONDS;
    const keys = isContinued ? `${prefix} ${press.key}` : press.key;
    prefix = '';
    const act = find(keys);
    if (act !== undefined) {
      act();
      return true;
    }
    if (sets.some(({ current }) => Object.keys(current).some((one) => one.startsWith(`${keys} `)))) {
      prefix = keys;
      prefixAt = at;
      return true;
    }
    return false;
  };

  function find(keys: string): (() => void) | undefined {
    for (const { current } of sets.toReversed()) {
      if (Object.hasOwn(current, keys)) return current[keys];
    }
    return undefined;
  }
}

/** Single keys are for those who want them (WCAG 2.1.4). */
export const areShortcutsOn = signal(readPreference('shortcuts') !== 'off');

export function setShortcuts(isOn: boolean): void {
  areShortcutsOn.value = isOn;
  storePreference('shortcuts', isOn ? undefined : 'off');
}

const sets: { current: Bindings }[] = [];

export function startShortcuts(): void {
  const read = createShortcutReader(sets);
  document.addEventListener('keydown', (event) => {
    if (
      !areShortcutsOn.value ||
      event.defaultPrevented ||
      (event.repeat && event.key !== 'j' && event.key !== 'k')
    )
      return;
    // What is inside of a shadow root is told of as its host here.
    if (
      isTyping(event.composedPath()[0] ?? null) ||
      document.querySelector('dialog[open], :popover-open:not(.toasts)') !== null
    )
      return;
    if (read(event, event.timeStamp)) event.preventDefault();
  });
}

/** Keys that work as long as the component is shown. */
export function useShortcuts(bindings: Bindings): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    sets.push(latest);
    return () => void sets.splice(sets.indexOf(latest), 1);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  const control = target.closest('input, textarea, select');
  return (
    control !== null &&
    !(control instanceof HTMLInputElement && /^(?:checkbox|radio|button)$/.test(control.type))
  );
}
