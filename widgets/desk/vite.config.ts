import { defineConfig, type Plugin } from 'vite';

// The order of layers is that of their first mention, and which of the split sheets comes first changes with every page
// and build: so each of them begins with all.
const layerOrder: Plugin = {
  name: 'layer-order',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.css') && id.includes('/desk/src/')
      ? `@layer tokens, base, parts, pages;\n${code}`
      : undefined,
};

// dist/index.html and hashed files below dist/assets. Nothing is inlined: the policy it is served with refuses data: URLs.
export default defineConfig({
  base: '/desk/',
  plugins: [layerOrder],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
