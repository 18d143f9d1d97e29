import type { ToSolver } from './messages.ts';
import { serveSlots } from './serve-slots.ts';

/** Also the module a page loads when it may not have a worker. */
export { serveSlots };

// In a page this is only imported; in a worker it is all there is.
if (typeof document === 'undefined') {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
  const hear = serveSlots((message) => self.postMessage(message));
  addEventListener('message', ({ data }: MessageEvent<ToSolver>) => hear(data));
}
