import type { JSX } from 'preact';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { may } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';

/** Why it is held, in words, and the one press that lets it go. */
export function HeldNotice({
  reasons,
  release,
}: {
  reasons: readonly string[];
  release: () => void;
}): JSX.Element {
  return (
    <div class="pane-notice tone-warn">
      <Icon name="hold" />
      <div>
        <p class="pane-notice-title">{words.heldTitle}</p>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{words.heldReason(reason)}</li>
          ))}
        </ul>
      </div>
      {may('inbox.release') && (
        <Button isSmall icon="check" onClick={release}>
          {words.release}
        </Button>
      )}
    </div>
  );
}

export function RestrictedNotice(): JSX.Element {
  return (
    <div class="pane-notice tone-info">
      <Icon name="lock" />
      <div>
        <p class="pane-notice-title">{words.restrictedTitle}</p>
        <p>{words.restricted}</p>
      </div>
    </div>
  );
}
