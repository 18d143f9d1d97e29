import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moves } from './router.ts';

/**
 * For what comes in the place of a button that was pressed: with the button the focus goes, and goes on from here.
 *
 * @param key changes with what is shown
 * @returns for something that takes the focus, if only from programs (`tabIndex={-1}`)
 */
export function useFocusKept<T extends HTMLElement>(key: unknown): RefObject<T> {
  const ref = useRef<T>(null);
  const shown = useRef(key);
  useEffect(() => {
    // Nobody has done anything yet on a page that was just opened.
    const isAfterDeed = shown.current !== key || moves.peek() > 0;
    shown.current = key;
    if (isAfterDeed && document.activeElement === document.body) ref.current?.focus();
  }, [key]);
  return ref;
}
