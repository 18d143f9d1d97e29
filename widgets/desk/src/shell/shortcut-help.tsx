import type { JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox } from '../parts/field.tsx';
import { areShortcutsOn, setShortcuts } from '../shortcuts.ts';
import { strings } from '../strings.ts';

export function ShortcutHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog title={strings.shortcuts.title} isWide onClose={onClose}>
      <div class="shortcut-groups">
        {strings.shortcuts.groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([combination, meaning]) => (
                <div key={combination}>
                  <dt>
                    {combination.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Checkbox
        label={strings.shortcuts.on}
        hint={strings.shortcuts.onHint}
        isChecked={areShortcutsOn.value}
        onChecked={setShortcuts}
      />
    </Dialog>
  );
}
