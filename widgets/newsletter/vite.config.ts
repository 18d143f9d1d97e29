import { defineConfig } from 'vite';

// dist/newsletter.js and beside it one small file for each language.
export default defineConfig({
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    lib: { entry: { newsletter: 'src/element.ts' }, formats: ['es'] },
    // Vite leaves the white space of libraries to whoever bundles them next; nobody bundles this one again.
    rolldownOptions: {
      output: { minify: true, entryFileNames: '[name].js', chunkFileNames: 'newsletter-[name].js' },
    },
  },
});
