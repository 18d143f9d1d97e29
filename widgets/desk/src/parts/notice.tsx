import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import './notice.css';

/** How a page stands, in one sentence above all else, and on what that rests or what to do about it. */
export function Notice(props: {
  tone?: 'good' | 'warn' | 'bad';
  icon: IconName;
  title: string;
  children: ComponentChildren;
}): JSX.Element {
  const { tone, icon, title, children } = props;
  return (
    <section class={`notice ${tone === undefined ? '' : `is-${tone}`}`}>
      <h2 class="notice-title">
        <Icon name={icon} />
        {title}
      </h2>
      {children}
    </section>
  );
}
