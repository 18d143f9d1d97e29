import type { JSX } from 'preact';
import { endOtherSessions, endSession, readSessions } from '../../../api/staff.ts';
import { dates, now } from '../../../dates.ts';
import { Badge } from '../../../parts/badge.tsx';
import { Button } from '../../../parts/button.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { account as words } from '../../../strings/en/account.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';

export function SessionsSection(): JSX.Element {
  const sessions = useLoaded('sessions', readSessions);
  const end = useAction(async (id: string) => {
    await endSession(id);
    sessions.change((all) => all.filter((one) => one.id !== id));
  });
  const endOthers = useAction(async () => {
    await endOtherSessions();
    await sessions.reload();
  });
  const error = end.error ?? endOthers.error;
  return (
    <Section
      title={words.sessions}
      intro={words.sessionsIntro}
      actions={
        (sessions.data?.length ?? 0) > 1 && (
          <Button isSmall isBusy={endOthers.isBusy} onClick={() => void endOthers.run()}>
            {words.endOthers}
          </Button>
        )
      }
      isFlush
    >
      {error !== undefined && <Problem error={error} />}
      <Loaded of={sessions} skeletons={2}>
        {(all) => (
          <ul class="rows">
            {all.map((session) => (
              <li key={session.id}>
                <Icon name="globe" />
                <span class="rows-main">
                  <span class="rows-title">{session.program || words.unknownProgram}</span>
                  <span class="rows-detail">
                    {words.sessionSince(
                      dates.moment(session.createdAt),
                      dates.relative(session.lastSeenAt, now.value),
                    )}
                  </span>
                </span>
                {session.isCurrent ? (
                  <Badge tone="good">{words.thisSession}</Badge>
                ) : (
                  <Button isSmall look="quiet" onClick={() => void end.run(session.id)}>
                    {words.endSession}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
