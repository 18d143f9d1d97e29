import type { JSX } from 'preact';
import type { Topics } from '../../api/inbox.ts';
import { useColleagues } from '../../colleagues.ts';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/field.tsx';
import { hrefWith, navigate, place } from '../../router.ts';
import { me } from '../../session-state.ts';
import { strings } from '../../strings.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import type { Filters } from './filters.ts';

export function FilterFields(props: { filters: Filters; topics: Topics; close: () => void }): JSX.Element {
  const { filters, topics, close } = props;
  const colleagues = useColleagues().filter(({ id }) => id !== me.value?.id);
  return (
    <div class="stack">
      <Select
        label={words.assignee}
        value={filters.assignee}
        onValue={(assignee) => set({ assignee })}
        choices={[
          { value: '', label: words.anybody },
          { value: 'me', label: words.me },
          { value: 'none', label: strings.nobody },
          ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        label={words.kind}
        value={filters.kind}
        onValue={(kind) => set({ kind })}
        choices={[
          { value: '', label: words.anyKind },
          { value: 'message', label: words.kinds.message },
          { value: 'callback', label: words.kinds.callback },
        ]}
      />
      <Select
        label={words.topic}
        value={filters.topic}
        onValue={(topic) => set({ topic })}
        choices={[
          { value: '', label: words.anyTopic },
          ...topics.map(({ id, label }) => ({ value: id, label })),
        ]}
      />
      <div class="row row-between">
        <Button look="quiet" isSmall onClick={() => set({ assignee: '', kind: '', topic: '' })}>
          {words.clearFilters}
        </Button>
        <Button isSmall onClick={close}>
          {strings.done}
        </Button>
      </div>
    </div>
  );
}

function set(changes: Record<string, string>): void {
  navigate(hrefWith(place.peek(), changes), { isReplacement: true });
}
