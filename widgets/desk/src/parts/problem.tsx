import type { JSX } from 'preact';
import type { ApiError } from '../api/api-error.ts';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './problem.css';

/** What went wrong and what to do next, beside what the person was doing. */
export function Problem({ error, retry }: { error: ApiError; retry?: () => void }): JSX.Element {
  const { title, next } = strings.errors.of(error);
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      <div>
        <p class="problem-title">{title}</p>
        <p>{next}</p>
      </div>
      {retry !== undefined && (
        <Button isSmall icon="refresh" onClick={retry}>
          {strings.tryAgain}
        </Button>
      )}
    </div>
  );
}
