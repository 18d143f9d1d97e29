import { route, type Route } from '@foyer/http';
import { z } from 'zod';
import { campaignError } from './errors.ts';
import type { Links } from './links.ts';
import type { ImageStore } from './image-store.ts';
import { imageTypes, mediaTypes } from './image-facts.ts';

const LinkPath = z.object({
  campaign: z.string().max(7),
  link: z.string().max(5),
  mac: z.string().max(8),
});
const imageFile = new RegExp(`^([0-9a-f]{64})\\.(${imageTypes.join('|')})$`);
const yearSeconds = 31_536_000;

/** What mails of campaigns lead to and show. */
export function publicCampaignRoutes(deps: { links: Links; images: ImageStore }): Route[] {
  const { links, images } = deps;
  const ImageType = z.enum(imageTypes);
  return [
    route(
      {
        method: 'get',
        path: '/l/:campaign/:link/:mac',
        summary:
          'A link of a newsletter, the same for every reader: leads on to where it was going when the mail was made',
        tag: 'newsletter',
        params: LinkPath,
        responses: { 302: 'redirect', 404: 'text' },
      },
      async ({ params, address, headers, isHead }) => {
        const url = await links.follow(params, { address, headers }, !isHead);
        const referrer = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };
        if (url === undefined) return { status: 404, text: 'This link leads nowhere.\n', headers: referrer };
        return { status: 302, location: url, headers: referrer };
      },
    ),
    route(
      {
        method: 'get',
        path: '/newsletter/images/:file',
        summary: 'A picture of the image library; its address is the hash of its bytes',
        tag: 'newsletter',
        params: z.object({ file: z.string().regex(imageFile) }),
        responses: { 200: 'file' },
        problems: [campaignError.kinds.image_unknown],
      },
      async ({ params: { file } }) => {
        const [, hash = '', type] = imageFile.exec(file) ?? [];
        const known = ImageType.parse(type);
        const bytes = await images.bytesOf(hash, known);
        if (bytes === undefined) throw campaignError('image_unknown');
        return {
          status: 200,
          file: bytes,
          type: mediaTypes[known],
          headers: {
            'cache-control': `public, max-age=${yearSeconds}, immutable`,
            // Mail programs in browsers show it on pages of their own.
            'cross-origin-resource-policy': 'cross-origin',
          },
        };
      },
    ),
  ];
}
