import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { readCanned, type ItemDetails } from '../../api/inbox.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Panel } from '../../parts/menu.tsx';
import { BASE } from '../../router.ts';
import { may } from '../../session-state.ts';
import { inbox as words } from '../../strings/en/inbox.ts';
import { useLoaded } from '../../use-loaded.ts';
import { fillPlaceholders } from './placeholders.ts';

export function CannedMenu({
  item,
  insert,
}: {
  item: ItemDetails;
  insert: (text: string) => void;
}): JSX.Element | null {
  if (!may('inbox.work')) return null;
  return (
    <Panel
      label={words.canned}
      content={(close) => (
        <CannedList
          item={item}
          choose={(text) => {
            close();
            insert(text);
          }}
        />
      )}
    >
      {(opener) => (
        <Button {...opener} isSmall look="quiet" icon="bolt">
          {words.canned}
        </Button>
      )}
    </Panel>
  );
}

function CannedList({ item, choose }: { item: ItemDetails; choose: (text: string) => void }): JSX.Element {
  const canned = useLoaded('canned', readCanned);
  const [q, setQ] = useState('');
  return (
    <Loaded of={canned} skeletons={2}>
      {(all) => {
        if (all.length === 0) return <NoCanned />;
        // The visitor's own language first.
        const found = all
          .filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(q.toLowerCase()))
          .toSorted(
            (one, other) => Number(other.language === item.language) - Number(one.language === item.language),
          );
        return (
          <div class="canned">
            <TextField
              label={words.searchCanned}
              isLabelUnseen
              placeholder={words.searchCanned}
              value={q}
              onValue={setQ}
              // The panel lies inside the form of the reply, which Enter would send.
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.preventDefault();
              }}
            />
            <ul class="canned-list scrolls">
              {found.map(({ id, title, text, language }) => (
                <li key={id}>
                  <button
                    type="button"
                    class="canned-choice"
                    onClick={() =>
                      choose(fillPlaceholders(text, { name: item.name, reference: item.reference }))
                    }
                  >
                    <span class="one-line">{title}</span>
                    <span class="faint">{language.toUpperCase()}</span>
                    <span class="one-line faint">{text}</span>
                  </button>
                </li>
              ))}
            </ul>
            {found.length === 0 && <p class="faint">{words.noCannedFound}</p>}
          </div>
        );
      }}
    </Loaded>
  );
}

function NoCanned(): JSX.Element {
  return (
    <div class="stack">
      <p class="soft">{words.noCanned}</p>
      {may('inbox.canned') && <a href={`${BASE}/settings/canned`}>{words.writeCanned}</a>}
    </div>
  );
}
