import type { JSX } from 'preact';
import { consentReceiptPath, type ConsentRecord } from '../../../api/privacy-consents.ts';
import { dates } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button, LinkButton } from '../../../parts/button.tsx';
import { may } from '../../../session-state.ts';
import { privacyConsents as words } from '../../../strings/en/privacy-consents.ts';

/** A consent, or a withdrawal, which is a record of its own. */
export function ConsentRow(props: {
  record: ConsentRecord;
  /** A later record among those that are shown withdraws it. */
  isEnded: boolean;
  withdraw: () => void;
}): JSX.Element {
  const { record, isEnded, withdraw } = props;
  const { id, event, at, purpose, person, wording, language, textVersion, noticeVersion, keepUntil } = record;
  const who = person === null ? words.hidden : [person.email, person.phone].filter(Boolean).join(', ');
  const isGiven = event === 'given';
  return (
    <li>
      <span class="rows-main">
        <span class="rows-title">{who}</span>
        {wording !== null && <span>{wording}</span>}
        <span class="rows-detail">
          {purpose} · {words.versionOf(textVersion, language)} · {words.noticeVersion(noticeVersion)}
        </span>
        <span class="rows-detail">
          <time dateTime={at.toISOString()}>{dates.moment(at)}</time> ·{' '}
          {words.how(record.method, record.form)}
          {record.isOldEnough === true && ` · ${words.oldEnough}`} · {words.keptUntil(dates.day(keepUntil))}
        </span>
      </span>
      <span class="rows-badges">
        <Badge tone={isGiven && !isEnded ? 'good' : 'neutral'}>
          {isGiven ? words.given : words.withdrawn}
        </Badge>
      </span>
      {isGiven && (
        <LinkButton isSmall look="quiet" href={consentReceiptPath(id)} isInNewTab>
          {words.receipt}
        </LinkButton>
      )}
      {isGiven && !isEnded && may('privacy.work') && (
        <Button isSmall look="quiet" onClick={withdraw}>
          {words.withdraw}
        </Button>
      )}
    </li>
  );
}
