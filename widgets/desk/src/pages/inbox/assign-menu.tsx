import type { ComponentProps, JSX } from 'preact';
import { useColleagues } from '../../colleagues.ts';
import { Menu } from '../../parts/menu.tsx';
import { me } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { inbox as inboxWords } from '../../strings/en/inbox.ts';

/** Everybody an item may be given to; oneself first. */
export function AssignMenu(props: {
  /** undefined: of several, with nobody ticked. */
  assigneeId: string | null | undefined;
  assign: (id: string | null) => void;
  children: ComponentProps<typeof Menu>['children'];
}): JSX.Element {
  const own = me.value;
  const others = useColleagues().filter(({ id }) => id !== own?.id);
  const entry = (id: string | null, label: string) => ({
    label,
    ...(props.assigneeId === undefined ? {} : { isChosen: props.assigneeId === id }),
    act: () => props.assign(id),
  });
  return (
    <Menu
      label={inboxWords.assign}
      items={[
        ...(own === undefined ? [] : [entry(own.id, inboxWords.assignMe(own.name))]),
        ...others.map(({ id, name }) => entry(id, name)),
        entry(null, strings.nobody),
      ]}
    >
      {props.children}
    </Menu>
  );
}
