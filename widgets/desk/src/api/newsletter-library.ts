import { ask } from './ask.ts';
import { list, moment, nothing, nullable, number, shape, text, withDefault, type Decoded } from './decode.ts';

/** A template is the frame of a mail with slots; a part is put into templates, mails and other parts. */
export type BlockKind = 'templates' | 'parts';

const decodeBlock = shape({
  id: text,
  version: number,
  value: shape({ name: text, mjml: text }),
  /** Of a template. */
  slots: withDefault(list(text), []),
  changedByName: nullable(text),
  changedAt: moment,
});
export type Block = Decoded<typeof decodeBlock>;

const decodeImage = shape({
  hash: text,
  name: text,
  /** For the `src` of an mj-image. */
  url: text,
  type: text,
  bytes: number,
  width: number,
  height: number,
  uploadedAt: moment,
});
export type LibraryImage = Decoded<typeof decodeImage>;

const decodeLibrary = shape({ items: list(decodeImage), usedBytes: number, maxBytes: number });
const NEWSLETTER = '/desk/api/newsletter';
const IMAGES = `${NEWSLETTER}/images`;
const of = (kind: BlockKind, id: string): string => `${NEWSLETTER}/${kind}/${encodeURIComponent(id)}`;

export const readBlocks = async (kind: BlockKind, signal?: AbortSignal): Promise<Block[]> =>
  (await ask(`${NEWSLETTER}/${kind}`, shape({ items: list(decodeBlock) }), { signal })).items;

export const readBlock = (kind: BlockKind, id: string, signal?: AbortSignal): Promise<Block> =>
  ask(of(kind, id), decodeBlock, { signal });

export const addBlock = (kind: BlockKind, value: Block['value']): Promise<Block> =>
  ask(`${NEWSLETTER}/${kind}`, decodeBlock, { method: 'POST', body: { value } });

export const saveBlock = (
  kind: BlockKind,
  id: string,
  value: Block['value'],
  basedOnVersion: number,
): Promise<Block> => ask(of(kind, id), decodeBlock, { method: 'PUT', body: { value, basedOnVersion } });

export const deleteBlock = (kind: BlockKind, id: string): Promise<undefined> =>
  ask(of(kind, id), nothing, { method: 'DELETE' });

export const readImages = (signal?: AbortSignal): Promise<Decoded<typeof decodeLibrary>> =>
  ask(IMAGES, decodeLibrary, { signal });

/** @param data in base64 */
export const addImage = (name: string, data: string): Promise<LibraryImage> =>
  ask(IMAGES, decodeImage, { method: 'POST', body: { name, data }, timeoutSeconds: 60 });

export const deleteImage = (hash: string): Promise<undefined> =>
  ask(`${IMAGES}/${encodeURIComponent(hash)}`, nothing, { method: 'DELETE' });
