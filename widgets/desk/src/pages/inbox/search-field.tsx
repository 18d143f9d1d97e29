import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { hrefWith, navigate, place } from '../../router.ts';
import { inbox as words } from '../../strings/en/inbox.ts';

const PAUSE_MILLISECONDS = 250;

/** Searches while one types, after a short pause. */
export function SearchField({ value }: { value: string }): JSX.Element {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  // Another way changed it: the way back, or a link.
  useEffect(() => {
    if (value !== sent.current) setTyped(value);
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (text: string, delay: number): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = text.trim();
      navigate(hrefWith(place.peek(), { q: text.trim() }), { isReplacement: true });
    }, delay);
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        ref={input}
        data-search
        class="input"
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        maxLength={200}
        placeholder={words.searchHint}
        aria-label={words.search}
        value={typed}
        onInput={(event) => search(event.currentTarget.value, PAUSE_MILLISECONDS)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed === '') input.current?.blur();
          else search('', 0);
        }}
      />
      {typed !== '' && (
        <IconButton
          isSmall
          icon="close"
          label={words.clearSearch}
          onClick={() => {
            search('', 0);
            input.current?.focus();
          }}
        />
      )}
    </search>
  );
}
