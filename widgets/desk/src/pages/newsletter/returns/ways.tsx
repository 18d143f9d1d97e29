import type { JSX } from 'preact';
import type { Returns } from '../../../api/newsletter-returns.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Section } from '../../../parts/page.tsx';
import { BASE } from '../../../router.ts';
import { may } from '../../../session-state.ts';
import { newsletterReturns as words } from '../../../strings/en/newsletter-returns.ts';

/** What is to be set where returned mail does not come here. */
export function WayNotice({ ways }: Pick<Returns, 'ways'>): JSX.Element | null {
  if (!ways.port && !ways.mailbox) {
    return (
      <Notice tone="warn" icon="warning" title={words.noWay}>
        <p>{words.noWayText}</p>
        <ul class="returns-settings">
          {words.settings.map(([name, meaning]) => (
            <li key={name}>
              <code>{name}</code>, {meaning}
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  if (ways.returnDomain !== null) return null;
  return (
    <Notice tone="warn" icon="warning" title={words.noDomain}>
      <p>
        {words.noDomainText}{' '}
        {may('settings.read') && <a href={`${BASE}/newsletter/pacing`}>{words.setDomain}</a>}
      </p>
    </Notice>
  );
}

export function WaysSection({ ways }: Pick<Returns, 'ways'>): JSX.Element {
  const all = [
    { isOn: ways.port, title: words.port, text: words.portText(ways.returnDomain ?? words.theDomain) },
    { isOn: ways.mailbox, title: words.mailbox, text: words.mailboxText },
    { isOn: true, title: words.atOnce, text: words.atOnceText },
  ];
  return (
    <Section title={words.ways} intro={words.waysIntro} isFlush>
      <ul class="rows">
        {all.map(({ isOn, title, text }) => (
          <li key={title}>
            <span class="rows-main">
              <span class="rows-title">{title}</span>
              <span class="rows-detail">{text}</span>
            </span>
            <span class="rows-badges">
              <Badge tone={isOn ? 'good' : 'neutral'}>{isOn ? words.isOn : words.isOff}</Badge>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
