import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { moves } from '../router.ts';
import { strings } from '../strings.ts';
import { Icon } from './icon.tsx';
import './page.css';

/** The document's title, in front of the name of the application. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${strings.appName}`;
  }, [title]);
}

/** The heading of a page: names the document, and takes the focus when the person came from another page. */
export function PageTitle({ children, title }: { children?: ComponentChildren; title: string }): JSX.Element {
  const ref = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useLayoutEffect(() => {
    if (moves.peek() > 0) ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1} class="page-title">
      {children ?? title}
    </h1>
  );
}

/** For when what had the focus is gone: the beginning of the dialog that is open, or else of the page. */
export function focusBeginning(): void {
  const dialog = document.querySelector('dialog[open]');
  const beginning =
    dialog?.querySelector<HTMLElement>('input:not([readonly])') ?? document.querySelector('h1');
  beginning?.focus({ preventScroll: true });
}

/** A page that scrolls as a whole: heading, a sentence on what it is for, its actions, its content. */
export function Page(props: {
  title: string;
  intro?: ComponentChildren;
  actions?: ComponentChildren;
  /** Shown where the page that it leads to is not beside it: on a phone, or always. */
  back?: { href: string; label: string; isAlwaysShown?: boolean };
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="page scrolls">
      <div class="page-inner">
        <header class="page-head">
          <div class="page-words">
            {props.back !== undefined && (
              <a
                class={`page-back ${props.back.isAlwaysShown === true ? 'page-back-always' : ''}`}
                href={props.back.href}
              >
                <Icon name="chevron-left" />
                {props.back.label}
              </a>
            )}
            <PageTitle title={props.title} />
            {props.intro !== undefined && <p class="soft">{props.intro}</p>}
          </div>
          {props.actions !== undefined && <div class="page-actions">{props.actions}</div>}
        </header>
        {props.children}
      </div>
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section(props: {
  title: string;
  intro?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
  isFlush?: boolean;
}): JSX.Element {
  return (
    <section class="section">
      <div class="section-head">
        <div>
          <h2>{props.title}</h2>
          {props.intro !== undefined && <p class="faint">{props.intro}</p>}
        </div>
        {props.actions !== undefined && <div class="page-actions">{props.actions}</div>}
      </div>
      <div class={`card ${props.isFlush === true ? 'card-flush' : ''}`}>{props.children}</div>
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChildren])[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
