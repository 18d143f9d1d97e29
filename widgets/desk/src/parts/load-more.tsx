import type { JSX } from 'preact';
import type { ApiError } from '../api/api-error.ts';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';

export function LoadMore(props: {
  isBusy: boolean;
  error: ApiError | undefined;
  more: () => void;
}): JSX.Element {
  return (
    <div class="load-more">
      {props.error === undefined ? (
        <Button isSmall isBusy={props.isBusy} onClick={props.more}>
          {strings.loadMore}
        </Button>
      ) : (
        <Problem error={props.error} retry={props.more} />
      )}
    </div>
  );
}
