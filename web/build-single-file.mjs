// node build-single-file.mjs FILE: everything a page needs in one script, for places where only
// one file can be kept. It is read before the first focus, so the separate files are the better
// way wherever they can be served.
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { styleSheetsAsText } from './style-sheets.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const engineFolder = process.env.PRECHECK_ENGINE ?? join(here, '../build-wasm');
const [outfile] = process.argv.slice(2);
if (!outfile) {
  console.error('usage: node build-single-file.mjs FILE');
  process.exit(2);
}

const replaced = {
  './engine.js': join(here, 'src/single-file/engine.ts'),
  '../precheck-engine.mjs': join(engineFolder, 'engine.mjs'),
  '../precheck-full.wasm': join(engineFolder, 'engine-full.wasm'),
};

await build({
  entryPoints: [join(here, 'src/single-file/main.ts')],
  outfile: resolve(outfile),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  loader: { '.wasm': 'base64' },
  plugins: [
    styleSheetsAsText,
    {
      name: 'engine built in',
      setup({ onResolve }) {
        onResolve(
          { filter: /(?:^\.\/engine\.js|precheck-engine\.mjs|precheck-full\.wasm)$/ },
          ({ path: asked }) => (replaced[asked] ? { path: replaced[asked] } : undefined),
        );
      },
    },
  ],
});
