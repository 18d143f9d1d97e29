import { kernelBytes } from '@foyer/pow';
import { build, defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

// Five files that each stand alone, under names that pages link to, and the kernels beside them. One build each, because a build of several
// entries would move what they share into a further file, a further request.
const scripts = {
  'captcha.js': { entry: 'src/captcha.ts', format: 'es' },
  'captcha-worker.js': { entry: 'src/worker.ts', format: 'es' },
  'captcha-argon2.js': { entry: 'src/argon2.ts', format: 'es' },
  'captcha.inline.js': { entry: 'src/captcha-inline.ts', format: 'es' },
  'captcha.compat.js': { entry: 'src/captcha-compat.ts', format: 'iife' },
} as const;

const target = ['chrome123', 'firefox120', 'safari17.5'];

export default defineConfig({
  plugins: [kernelFiles(), workerSource()],
  environments: Object.fromEntries(
    Object.entries(scripts).map(([fileName, script]) => [
      environmentName(fileName),
      environment(fileName, script),
    ]),
  ),
  builder: {
    async buildApp(builder) {
      for (const fileName of Object.keys(scripts)) {
        const one = builder.environments[environmentName(fileName)];
        if (one) await builder.build(one);
      }
    },
  },
});

function environment(
  fileName: string,
  { entry, format }: { entry: string; format: 'es' | 'iife' },
): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      target,
      cssTarget: target,
      emptyOutDir: fileName === 'captcha.js',
      lib: { entry, formats: [format], fileName: () => fileName, name: 'foyerCaptcha' },
      rolldownOptions: {
        output: {
          minify: true,
          // Beside the first two what not everybody needs: a language, the solver in JavaScript. The others stand alone.
          chunkFileNames: ({ name }) => `captcha-${name.replace('.generated', '')}.js`,
          codeSplitting: fileName === 'captcha.js' || fileName === 'captcha-worker.js',
        },
      },
    },
  };
}

function environmentName(fileName: string): string {
  return fileName.replaceAll(/\W/g, '_');
}

/** Writes the kernels as files. */
function kernelFiles(): Plugin {
  return {
    name: 'foyer:kernel-files',
    applyToEnvironment: ({ name }) => name === environmentName('captcha-worker.js'),
    generateBundle() {
      for (const kind of ['simd', 'scalar'] as const) {
        this.emitFile({ type: 'asset', fileName: `captcha-${kind}.wasm`, source: kernelBytes(kind) });
      }
    },
  };
}

/** The built worker as a string, for the scripts that carry it. */
function workerSource(): Plugin {
  const id = 'virtual:captcha-worker';
  return {
    name: 'foyer:worker-source',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(loaded) {
      if (loaded !== `\0${id}`) return undefined;
      const { entry, format } = scripts['captcha-worker.js'];
      const output = await build({
        configFile: false,
        logLevel: 'warn',
        root: import.meta.dirname,
        build: {
          target,
          write: false,
          lib: { entry, formats: [format], fileName: 'worker' },
          rolldownOptions: { output: { minify: true } },
        },
      });
      const [first] = Array.isArray(output) ? output : [];
      const chunk = first?.output[0];
      if (chunk?.type !== 'chunk') throw new Error('the worker was not built');
      return `export default ${JSON.stringify(chunk.code)}`;
    },
  };
}
