import { enableCompileCache } from 'node:module';
import { programCache } from './program-cache.ts';

// Half of a warm start is compiling what was compiled the last time. serve.ts tells the story.
enableCompileCache(programCache('compiled'));
await import('./serve.ts');
