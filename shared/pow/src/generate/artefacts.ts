import { encodeBase64 } from '../base64.ts';
import { javascriptKernelSource } from './javascript.ts';
import { scalarKernelModule, simdKernelModule } from './kernel-modules.ts';
import { verifierModule } from './verifier-module.ts';

/** What `npm run generate` writes into src/: file name to text. The same source gives the same bytes anywhere. */
export function artefacts(): Record<string, string> {
  return {
    'kernel-javascript.generated.ts': HEADER + javascriptKernelSource(),
    'kernel-scalar.generated.ts': wasmSource(scalarKernelModule()),
    'kernel-simd.generated.ts': wasmSource(simdKernelModule()),
    'verifier.generated.ts': wasmSource(verifierModule()),
  };
}

const HEADER = '// Written by `npm run generate -w @foyer/pow`: change src/generate/ instead.\n';

function wasmSource(bytes: Uint8Array): string {
  return `${HEADER}export const WASM_BASE64 =\n  '${encodeBase64(bytes)}';\n`;
}
