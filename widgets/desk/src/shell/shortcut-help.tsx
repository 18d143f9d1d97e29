import type { JSX } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { Checkbox } from '../parts/field.tsx';
import { areShortcutsOn, setShortcuts } from '../shortcuts.ts';
import { shortcuts as shortcutsWords } from '../strings/en/shortcuts.ts';

export function ShortcutHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog title={shortcutsWords.title} isWide onClose={onClose}>
      <div class="shortcut-groups">
        {shortcutsWords.groups.map(({ title, keys }) => (
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
        label={shortcutsWords.on}
        hint={shortcutsWords.onHint}
        isChecked={areShortcutsOn.value}
        onChecked={setShortcuts}
      />
    </Dialog>
  );
}
