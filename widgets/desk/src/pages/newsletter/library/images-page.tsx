import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { announce } from '../../../announce.ts';
import { addImage, deleteImage, readImages, type LibraryImage } from '../../../api/newsletter-library.ts';
import { useChanges } from '../../../live.ts';
import { IconButton } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Copyable } from '../../../parts/copyable.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { Page, Section } from '../../../parts/page.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { may } from '../../../session-state.ts';
import { strings } from '../../../strings.ts';
import { newsletter } from '../../../strings/en/newsletter.ts';
import { newsletterLibrary as words } from '../../../strings/en/newsletter-library.ts';
import { useAction } from '../../../use-action.ts';
import { useLoaded } from '../../../use-loaded.ts';
import { newsletterBack } from '../back.ts';
import { inBase64 } from './in-base64.ts';
import './images.css';

const MAX_BYTES = 1_000_000;

export function ImagesPage(): JSX.Element {
  const library = useLoaded('images', readImages);
  const [leaving, setLeaving] = useState<LibraryImage>();
  useChanges('newsletter', () => void library.reload());
  return (
    <Page title={newsletter.sections.images} intro={words.imagesIntro} back={newsletterBack}>
      {may('newsletter.write') && <AddSection reload={library.reload} />}
      <Loaded of={library} skeletons={3}>
        {({ items, usedBytes, maxBytes }) => (
          <>
            <p class="faint">{words.used(words.size(usedBytes), words.size(maxBytes))}</p>
            {items.length === 0 ? (
              <Empty icon="note" title={words.noImages}>
                {words.noImagesHint}
              </Empty>
            ) : (
              <ul class="images">
                {items.map((image) => (
                  <li key={image.hash} class="card">
                    <img src={image.url} alt="" width={image.width} height={image.height} loading="lazy" />
                    <div class="row row-between">
                      <span class="rows-main">
                        <span class="rows-title">{image.name}</span>
                        <span class="rows-detail">
                          {words.facts(image.width, image.height, words.size(image.bytes))}
                        </span>
                      </span>
                      {may('newsletter.write') && (
                        <IconButton
                          isSmall
                          icon="trash"
                          label={words.remove(image.name)}
                          onClick={() => setLeaving(image)}
                        />
                      )}
                    </div>
                    <Copyable label={words.address(image.name)} isLabelUnseen text={image.url} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      {leaving !== undefined && (
        <Confirm
          title={words.removeTitle(leaving.name)}
          deed={strings.remove}
          act={() => deleteImage(leaving.hash).then(library.reload)}
          onClose={() => setLeaving(undefined)}
        >
          {words.removeText}
        </Confirm>
      )}
    </Page>
  );
}

function AddSection({ reload }: { reload: () => Promise<void> }): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<string>();
  const add = useAction(async (files: readonly File[]) => {
    try {
      for (const file of files) {
        await addImage(file.name, inBase64(new Uint8Array(await file.arrayBuffer())));
        announce(words.added(file.name));
      }
    } finally {
      // Those before the one that was refused are there.
      await reload();
    }
  });
  const addAll = async (files: readonly File[]): Promise<void> => {
    if ((await add.run(files)) && input.current !== null) input.current.value = '';
  };
  return (
    <Section title={words.addImage}>
      <div class="field">
        <label class="field-label" for={id}>
          {words.imageFiles}
        </label>
        <input
          ref={input}
          id={id}
          class="input"
          type="file"
          multiple
          accept="image/png,image/jpeg,image/gif,image/webp"
          aria-describedby={`${id}-hint`}
          aria-invalid={tooLarge === undefined ? undefined : 'true'}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            const large = files.find(({ size }) => size > MAX_BYTES);
            setTooLarge(large?.name);
            if (large === undefined && files.length > 0) void addAll(files);
          }}
        />
        <p class="field-hint" id={`${id}-hint`}>
          {words.imageHint}
        </p>
        {tooLarge !== undefined && (
          <p class="field-error" role="alert">
            {words.tooLarge(tooLarge)}
          </p>
        )}
      </div>
      {add.isBusy && <p role="status">{strings.loading}</p>}
      {add.error !== undefined && <Problem error={add.error} />}
    </Section>
  );
}
