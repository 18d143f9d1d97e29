import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { campaignError } from './errors.ts';
import { imageTypes } from './image-facts.ts';
import type { LibraryImage } from './image-store.ts';
import { maxImageBytes, maxLibraryBytes, type Images } from './images.ts';

const ImageAnswer = z
  .object({
    hash: z.string().describe('SHA-256 of the bytes'),
    name: z.string(),
    url: z.string().describe('for the src of an mj-image; becomes a whole address in the mail'),
    type: z.enum(imageTypes),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    uploadedAt: z.iso.datetime(),
  })
  .meta({ id: 'NewsletterImage' });

// base64 makes four letters of three bytes.
const maxLetters = Math.ceil(maxImageBytes / 3) * 4;

/** The image library. */
export function imageRoutes(images: Images): Route[] {
  const { kinds } = campaignError;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/images',
        summary: 'The image library, the newest first',
        permission: 'newsletter.read',
        responses: {
          200: z.object({
            items: z.array(ImageAnswer),
            nextCursor: z.null(),
            usedBytes: z.int(),
            maxBytes: z.int(),
          }),
        },
      },
      async () => {
        const { images: found, usedBytes } = await images.list();
        const items = found.map(answerOf);
        return { status: 200, body: { items, nextCursor: null, usedBytes, maxBytes: maxLibraryBytes } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/newsletter/images',
        summary: 'Add a picture; what it is is seen from its content',
        permission: 'newsletter.write',
        body: z.strictObject({
          name: z.string().trim().min(1).max(200),
          data: z.base64().max(maxLetters).describe(`at most ${maxImageBytes} bytes`),
        }),
        maxBodyBytes: maxLetters + 2_000,
        responses: { 200: ImageAnswer, 201: ImageAnswer },
        problems: [kinds.image_not_readable, kinds.image_limit],
      },
      async ({ body: { name, data }, actor }) => {
        const { image, isNew } = await images.add(
          { name, bytes: Buffer.from(data, 'base64') },
          actor.staffId,
        );
        return { status: isNew ? 201 : 200, body: answerOf(image) };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: '/desk/api/newsletter/images/:hash',
        summary: 'Delete a picture that no campaign, template or part shows',
        permission: 'newsletter.write',
        params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
        responses: { 204: 'empty' },
        problems: [kinds.image_unknown, kinds.image_in_use],
      },
      async ({ params, actor }) => {
        await images.remove(params.hash, actor.staffId);
        return { status: 204 };
      },
    ),
  ];
}

function answerOf({ hash, name, type, size, width, height, uploadedAt }: LibraryImage) {
  const url = `/newsletter/images/${hash}.${type}`;
  return { hash, name, url, type, bytes: size, width, height, uploadedAt: uploadedAt.toISOString() };
}
