import type { ComponentProps, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deleteBlock, readBlocks, type Block, type BlockKind } from '../../../api/newsletter-library.ts';
import { dates } from '../../../dates.ts';
import { lazy } from '../../../lazy.tsx';
import { useChanges } from '../../../live.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { focusBeginning, Page, Section } from '../../../parts/page.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterLibrary as words } from '../../../strings/en/newsletter-library.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import type { BlockEditor as BlockEditorComponent } from './block-editor.tsx';

const BlockEditor = lazy<ComponentProps<typeof BlockEditorComponent>>(
  'block-editor',
  async () => (await import('./block-editor.tsx')).BlockEditor,
);

interface Opened {
  kind: BlockKind;
  block: Block | undefined;
}

export function TemplatesPage(): JSX.Element {
  const [opened, setOpened] = useState<Opened>();
  const wasOpen = useRef(false);
  useEffect(() => {
    // The button that led back is gone.
    if (wasOpen.current && opened === undefined) focusBeginning();
    wasOpen.current = opened !== undefined;
  }, [opened]);
  if (opened !== undefined) {
    const { kind, block } = opened;
    return (
      <BlockEditor
        key={block?.id}
        kind={kind}
        block={block}
        onMade={(made) => setOpened({ kind, block: made })}
        onClose={() => setOpened(undefined)}
      />
    );
  }
  return (
    <Page title={newsletter.sections.templates} intro={words.intro} back={newsletterBack}>
      <BlockSection kind="templates" open={setOpened} />
      <BlockSection kind="parts" open={setOpened} />
    </Page>
  );
}

function BlockSection({ kind, open }: { kind: BlockKind; open: (opened: Opened) => void }): JSX.Element {
  const blocks = useLoaded(kind, (signal) => readBlocks(kind, signal));
  const [leaving, setLeaving] = useState<Block>();
  useChanges('newsletter', () => void blocks.reload());
  const mayEdit = may('newsletter.write');
  return (
    <Section
      title={words.kinds[kind]}
      intro={words.kindsIntro[kind]}
      isFlush
      actions={
        mayEdit && (
          <Button isSmall icon="plus" onClick={() => open({ kind, block: undefined })}>
            {words.add[kind]}
          </Button>
        )
      }
    >
      <Loaded of={blocks} skeletons={2}>
        {(all) =>
          all.length === 0 ? (
            <p class="section-empty">{words.empty[kind]}</p>
          ) : (
            <ul class="rows">
              {all.map((block) => (
                <li key={block.id}>
                  <span class="rows-main">
                    <span class="rows-title">{block.value.name}</span>
                    <span class="rows-detail">
                      {kind === 'templates' && `${words.slots(block.slots)} · `}
                      {words.changed(dates.moment(block.changedAt), block.changedByName)}
                    </span>
                  </span>
                  {mayEdit && (
                    <>
                      <Button
                        isSmall
                        look="quiet"
                        aria-label={words.edit(block.value.name)}
                        onClick={() => open({ kind, block })}
                      >
                        {strings.edit}
                      </Button>
                      <IconButton
                        isSmall
                        icon="trash"
                        label={words.remove(block.value.name)}
                        onClick={() => setLeaving(block)}
                      />
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {leaving !== undefined && (
        <Confirm
          title={words.removeTitle(leaving.value.name)}
          deed={strings.remove}
          act={() => deleteBlock(kind, leaving.id).then(blocks.reload)}
          onClose={() => setLeaving(undefined)}
        >
          {words.removeText}
        </Confirm>
      )}
    </Section>
  );
}
