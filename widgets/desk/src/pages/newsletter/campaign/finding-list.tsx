import type { JSX } from 'preact';
import type { Finding } from '../../../api/newsletter-campaigns.ts';
import { Badge, type Tone } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { newsletterCampaign as words } from '../../../strings/en/newsletter-campaign.ts';

const order = ['error', 'warning', 'notice'] as const;
const tones: Record<Finding['severity'], Tone> = { error: 'danger', warning: 'warn', notice: 'info' };

/** What is found in a mail, the worst first, each where it is. */
export function FindingList(props: {
  findings: readonly Finding[];
  /** undefined where nothing can be gone to. */
  goTo?: (finding: Finding) => (() => void) | undefined;
}): JSX.Element {
  const { findings, goTo } = props;
  if (findings.length === 0) return <p class="soft">{words.nothingFound}</p>;
  const sorted = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return (
    <ul class="findings">
      {sorted.map((finding, index) => {
        const { severity, message, place } = finding;
        const go = goTo?.(finding);
        return (
          <li key={index}>
            <span class="finding-weight">
              <Badge tone={tones[severity]}>{words.severities[severity]}</Badge>
            </span>
            <span class="rows-main">
              <span>{message}</span>
              <span class="rows-detail">{placeWords(place)}</span>
              {place.excerpt !== null && !message.includes(place.excerpt) && (
                <code class="finding-excerpt">{place.excerpt}</code>
              )}
              {go !== undefined && place.line !== null && (
                <Button isSmall onClick={go}>
                  {words.goToLine(place.line)}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function placeWords({ in: where, name, line }: Finding['place']): string {
  const thing = words.place[where] ?? where;
  const named = name === null ? thing : `${thing} “${name}”`;
  return line === null ? named : `${named}, ${words.line(line)}`;
}
