import { expect, it } from 'vitest';
import { imageFacts } from './image-facts.ts';

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
const png = bytesOf(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);
const gif = bytesOf('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');
const jpeg = bytesOf(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
);
const webp = bytesOf('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA');
const losslessWebp = bytesOf('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==');

it.each([
  ['png', png],
  ['gif', gif],
  ['jpg', jpeg],
  ['webp', webp],
  ['webp', losslessWebp],
])('knows a %s by its content', (type, bytes) => {
  expect(imageFacts(bytes)).toEqual({ type, width: 1, height: 1 });
});

it('takes nothing that is something else besides, or is not whole', () => {
  for (const bytes of [png, gif, jpeg, webp]) {
    expect(imageFacts(Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')]))).toBeUndefined();
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect(imageFacts(bytes.subarray(0, length))).toBeUndefined();
    }
  }
});

it('takes no other kind, and no picture that would fill a reader’s memory', () => {
  expect(imageFacts(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBeUndefined();
  expect(imageFacts(Buffer.from('<!doctype html><script>GIF89a</script>'))).toBeUndefined();
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60_000, 16);
  expect(imageFacts(huge)).toBeUndefined();
});

it('reads any bytes without failing', () => {
  for (const bytes of [png, gif, jpeg, webp, losslessWebp]) {
    for (let at = 0; at < bytes.length; at += 1) {
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        imageFacts(changed);
      }
    }
  }
  expect(imageFacts(Buffer.alloc(0))).toBeUndefined();
});
