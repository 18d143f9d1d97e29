import type { ComponentChildren, JSX } from 'preact';
import { BASE } from '../router.ts';
import { strings } from '../strings.ts';
import { Empty } from './empty.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { PageTitle } from './page.tsx';
import './section-frame.css';

/** Pages that belong together, with their names beside them; on a phone the names are a page of their own. */
export function SectionFrame(props: {
  title: string;
  /** Below the base: 'settings'. */
  path: string;
  label: string;
  links: readonly { name: string; title: string; icon: IconName }[];
  /** As the address has it. */
  section: string | undefined;
  /** It has a page of its own below a section, which wants the room of the names. */
  isDetail?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  const { title, path, label, links, section, isDetail = false, children } = props;
  return (
    <div
      class="sections"
      data-view={section === undefined ? 'list' : 'section'}
      data-detail={isDetail ? '' : undefined}
    >
      <nav class="sections-nav scrolls" aria-label={label}>
        {section === undefined && <h1 class="narrow-only unseen">{title}</h1>}
        <p class="sections-nav-title">{title}</p>
        <ul class="sections-links">
          {links.map((link) => (
            <li key={link.name}>
              <a
                class="sections-link"
                href={`${BASE}/${path}/${link.name}`}
                aria-current={section === link.name ? 'page' : undefined}
              >
                <Icon name={link.icon} />
                <span>{link.title}</span>
                <Icon name="chevron-right" />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="sections-content">{children}</div>
    </div>
  );
}

/** Instead of a section that there is not, or not for this person. */
export function NoSection({ isKnown }: { isKnown: boolean }): JSX.Element {
  const { title, text } = isKnown
    ? { title: strings.errors.forbidden.title, text: strings.errors.forbidden.next }
    : strings.noSuchPage;
  return (
    <>
      <PageTitle title={title}>
        <span class="unseen">{title}</span>
      </PageTitle>
      <Empty icon={isKnown ? 'lock' : 'search'} title={title}>
        {text}
      </Empty>
    </>
  );
}
