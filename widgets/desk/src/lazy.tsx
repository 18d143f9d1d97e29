import type { ComponentType, JSX } from 'preact';
import { Button } from './parts/button.tsx';
import { Empty } from './parts/empty.tsx';
import { Skeletons } from './parts/skeletons.tsx';
import { strings } from './strings.ts';
import { useLoaded } from './use-loaded.ts';

/** A component whose code is loaded when it is first shown. */
export function lazy<Props extends object>(
  name: string,
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props) {
    const loading = useLoaded(name, async () => (loaded ??= await load()));
    const Component = loaded ?? loading.data;
    if (Component !== undefined) return <Component {...props} />;
    if (loading.error === undefined) return <Skeletons count={3} />;
    // After an update of the server the old page's files are gone; only loading the page anew finds the new ones.
    return (
      <Empty
        icon="refresh"
        title={strings.outdated.title}
        action={<Button onClick={() => location.reload()}>{strings.outdated.reload}</Button>}
      >
        {strings.outdated.text}
      </Empty>
    );
  };
}
