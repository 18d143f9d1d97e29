import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import './menu.css';

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** Shown as the chosen one of several. */
  isChosen?: boolean;
  hint?: string;
  act: () => void;
}

interface OpenerProps {
  popovertarget: string;
  'aria-expanded': 'true' | 'false';
  'aria-haspopup': 'menu' | 'dialog';
}

/** A list of commands below the button that opens it. Arrow keys and first letters move, Escape closes. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  children: (opener: OpenerProps) => JSX.Element;
}): JSX.Element {
  const { label, items, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  const id = useId();
  const isOpen = usePlacement(ref);
  const move = (event: KeyboardEvent): void => {
    const buttons = [...(ref.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = nextIndex(
      event.key,
      at,
      buttons.map((button) => button.textContent ?? ''),
    );
    if (event.key === 'Tab') ref.current?.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    <>
      {children({ popovertarget: id, 'aria-expanded': isOpen ? 'true' : 'false', 'aria-haspopup': 'menu' })}
      <div
        ref={ref}
        id={id}
        popover="auto"
        class="menu scrolls"
        role="menu"
        aria-label={label}
        onKeyDown={move}
      >
        {isOpen &&
          items.map((item) => (
            <button
              key={item.label}
              type="button"
              class="menu-item"
              role={item.isChosen === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.isChosen === undefined ? undefined : item.isChosen ? 'true' : 'false'}
              tabIndex={-1}
              onClick={() => {
                ref.current?.hidePopover();
                item.act();
              }}
            >
              {item.icon !== undefined && <Icon name={item.icon} />}
              <span class="one-line">{item.label}</span>
              {item.hint !== undefined && <span class="menu-hint">{item.hint}</span>}
              {item.isChosen === true && <Icon name="check" />}
            </button>
          ))}
      </div>
    </>
  );
}

/** Any content below the button that opens it. */
export function Panel(props: {
  label: string;
  children: (opener: OpenerProps) => JSX.Element;
  content: (close: () => void) => ComponentChildren;
}): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const id = useId();
  const isOpen = usePlacement(ref);
  return (
    <>
      {props.children({
        popovertarget: id,
        'aria-expanded': isOpen ? 'true' : 'false',
        'aria-haspopup': 'dialog',
      })}
      <div ref={ref} id={id} popover="auto" class="menu panel scrolls" role="dialog" aria-label={props.label}>
        {isOpen && props.content(() => ref.current?.hidePopover())}
      </div>
    </>
  );
}

/** Which entry a key leads to: arrows, the ends, or the next one that begins with the letter. */
function nextIndex(key: string, at: number, labels: readonly string[]): number | undefined {
  if (labels.length === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % labels.length;
  if (key === 'ArrowUp') return at <= 0 ? labels.length - 1 : at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return labels.length - 1;
  if (key.length !== 1 || key === ' ') return undefined;
  const starts = labels.map((label) => label.trim().toLowerCase().startsWith(key.toLowerCase()));
  const after = starts.findIndex((isStart, index) => isStart && index > at);
  const found = after === -1 ? starts.indexOf(true) : after;
  return found === -1 ? undefined : found;
}

// Anchor positioning in CSS is not in every browser of the target yet, so the place is calculated when it opens.
function usePlacement(ref: RefObject<HTMLDivElement>): boolean {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const popover = ref.current;
    if (popover === null) return undefined;
    const toggled = (event: Event): void => {
      setOpen(event instanceof ToggleEvent && event.newState === 'open');
    };
    const close = (event: Event): void => {
      if (
        !(event.target instanceof Node && popover.contains(event.target)) &&
        popover.matches(':popover-open')
      ) {
        popover.hidePopover();
      }
    };
    popover.addEventListener('beforetoggle', toggled);
    addEventListener('scroll', close, { capture: true, passive: true });
    addEventListener('resize', close);
    return () => {
      popover.removeEventListener('beforetoggle', toggled);
      removeEventListener('scroll', close, { capture: true });
      removeEventListener('resize', close);
    };
  }, [ref]);
  useEffect(() => {
    const popover = ref.current;
    if (!isOpen || popover === null) return;
    place(popover, document.querySelector(`[popovertarget="${popover.id}"]`));
    const first = popover.querySelector<HTMLElement>('[aria-checked=true], [autofocus]');
    (first ?? popover.querySelector<HTMLElement>('button, input, select, textarea, a'))?.focus();
  }, [isOpen, ref]);
  return isOpen;
}

const GAP = 6;
const EDGE = 8;

function place(popover: HTMLElement, opener: Element | null): void {
  if (opener === null) return;
  const at = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const isRoomBelow = at.bottom + GAP + height <= innerHeight - EDGE;
  const isRoomAbove = at.top - GAP - height >= EDGE;
  const top = isRoomBelow || !isRoomAbove ? at.bottom + GAP : at.top - GAP - height;
  const left = at.left + width <= innerWidth - EDGE ? at.left : at.right - width;
  popover.style.setProperty('top', `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`);
  popover.style.setProperty('left', `${Math.max(EDGE, left)}px`);
}
