// The package has no types. An IMAP server in memory, for tests.
declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  export interface HoodiecrowServer {
    server: Server;
    listen(port: number): void;
    close(done: () => void): void;
    getMailbox(path: string): { messages: { raw: string; flags: string[] }[] } | undefined;
  }

  export default function hoodiecrow(options: { plugins: string[]; storage: object }): HoodiecrowServer;
}
