import { defineConfig } from 'vite';

// One style sheet, dist/foyer.css. The targets keep light-dark() and logical properties as they are written.
export default defineConfig({
  build: {
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      input: 'src/foyer.css',
      output: { assetFileNames: '[name][extname]' },
    },
  },
});
