import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** What the files of a custom element weigh on their way to the visitor, in bytes by name. */
export async function elementSizes(
  name: 'callback' | 'contact' | 'newsletter',
): Promise<Map<string, number>> {
  const root = fileURLToPath(new URL(`../../widgets/${name}`, import.meta.url));
  const built = await build({ root, logLevel: 'silent', build: { write: false } });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite must answer with its files, got a watcher');
  return new Map(
    output.output.map((file) => [
      file.fileName,
      gzipSync('code' in file ? file.code : file.source, { level: 9 }).length,
    ]),
  );
}
