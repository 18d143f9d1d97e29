import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half of a warm start is compiling what was compiled the last time. The cache lies beside the program and not in a folder
// that other users may write; where it cannot be written, Node goes on without. serve.ts tells the story.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/foyer/compiled', import.meta.url)));
await import('./serve.ts');
