import type { ComponentChildren, JSX } from 'preact';
import type { Loaded as Loading } from '../use-loaded.ts';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { Problem } from './problem.tsx';
import { Skeletons } from './skeletons.tsx';

/** Shows what was loaded, or why it is not there yet. An error while something is shown stands above it. */
export function Loaded<T>(props: {
  of: Loading<T>;
  skeletons?: number;
  children: (data: T) => ComponentChildren;
}): JSX.Element {
  const { data, error, reload } = props.of;
  if (data === undefined) {
    if (error === undefined) return <Skeletons count={props.skeletons ?? 5} />;
    const { title, next } = strings.errors.of(error);
    return (
      <div role="alert">
        <Empty
          icon={error.status === 403 ? 'lock' : 'warning'}
          title={title}
          action={
            error.status === 403 ? undefined : (
              <Button icon="refresh" onClick={() => void reload()}>
                {strings.tryAgain}
              </Button>
            )
          }
        >
          {next}
        </Empty>
      </div>
    );
  }
  return (
    <>
      {error !== undefined && <Problem error={error} retry={() => void reload()} />}
      {props.children(data)}
    </>
  );
}
