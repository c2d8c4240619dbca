// Builds web/dist from src/ and from the engine that the wasm preset has built.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { styleSheetsAsText } from './style-sheets.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const engineFolder = process.env.PRECHECK_ENGINE ?? join(here, '../build-wasm');
const dist = join(here, 'dist');
/** Entry points of their own, which the script tag never loads. */
const notForPages = /^(?:define|node)\.mjs$/;
const loaderLimit = 8_000;
/** The module for compiled policies, with its JavaScript. */
const smallEngineLimit = 86_000;
/** All that is loaded for a policy in JSON. */
const totalLimit = 125_000;
/** Loaded beside that by pages whose policy has patterns, and by no others. */
const fullEngineLimit = 150_000;
/** File of dist → what it is in the engine's folder. */
const wasmFiles = {
  'precheck.wasm': 'engine.wasm',
  'precheck-json.wasm': 'engine-json.wasm',
  'precheck-full.wasm': 'engine-full.wasm',
};

for (const name of ['engine.mjs', ...Object.values(wasmFiles)]) {
  if (!existsSync(join(engineFolder, name))) {
    console.error(
      `build: ${name} is missing; first run: cmake --preset wasm && cmake --build --preset wasm`,
    );
    process.exit(1);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const [name, built] of Object.entries(wasmFiles)) {
  cpSync(join(engineFolder, built), join(dist, name));
}

const common = {
  bundle: true,
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: here,
};

await build({
  ...common,
  bundle: false,
  target: 'es2020',
  entryPoints: [join(engineFolder, 'engine.mjs')],
  outfile: 'dist/precheck-engine.mjs',
  format: 'esm',
});
await build({
  ...common,
  entryPoints: readdirSync(join(here, 'src/i18n'))
    .filter((name) => !/^(?:en|load|words)\.ts$/.test(name))
    .map((name) => `src/i18n/${name}`),
  outdir: 'dist/i18n',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
});
await build({
  ...common,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/precheck.mjs',
  format: 'esm',
  define: { WASM_INTEGRITY: JSON.stringify(hashes(Object.keys(wasmFiles))) },
  plugins: [
    styleSheetsAsText,
    keepApart(/^\.\/(zh-.*|[a-z]{2})\.js$/, './i18n/$1.mjs', /i18n.load\.ts$/),
    keepApart(/^(\.\/precheck-engine\.mjs)$/, '$1'),
  ],
});
await build({
  ...common,
  entryPoints: ['src/define.ts'],
  outfile: 'dist/define.mjs',
  format: 'esm',
  plugins: [keepApart(/^\.\/index\.js$/, './precheck.mjs')],
});
await build({
  ...common,
  entryPoints: ['src/node.ts'],
  outfile: 'dist/node.mjs',
  format: 'esm',
  platform: 'node',
  plugins: [keepApart(/^\.\/index\.js$/, './precheck.mjs')],
});
// Last, because it knows the hashes of all the others.
await build({
  ...common,
  entryPoints: ['src/loader.ts'],
  outfile: 'dist/precheck.js',
  format: 'iife',
  define: {
    MODULE_INTEGRITY: JSON.stringify(hashes(modules())),
    FIRST_MODULES: JSON.stringify(['precheck.mjs', 'precheck-engine.mjs']),
  },
});
execFileSync(
  process.execPath,
  [join(here, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'],
  {
    cwd: here,
    stdio: 'inherit',
  },
);
cpSync(join(here, 'src/precheck-engine.d.mts'), join(dist, 'types/precheck-engine.d.mts'));
writeIntegrity();
reportSizes();

/** Leaves matching imports as files of their own; English is built in. */
function keepApart(filter, path, importer = /./) {
  return {
    name: `keep ${path} apart`,
    setup({ onResolve }) {
      onResolve({ filter }, ({ path: from, importer: by }) =>
        importer.test(by) && from !== './en.js'
          ? { path: from.replace(filter, path), external: true }
          : undefined,
      );
    },
  };
}

/** What a page may import from the script tag's folder. */
function modules() {
  return shipped().filter((name) => name.endsWith('.mjs') && !notForPages.test(name));
}

function shipped() {
  return readdirSync(dist, { recursive: true })
    .filter((name) => /\.(?:js|mjs|wasm)$/.test(name))
    .sort();
}

/** File → hash. */
function hashes(names) {
  return Object.fromEntries(names.map((name) => [name, integrityOf(name)]));
}

function integrityOf(name) {
  return `sha384-${createHash('sha384')
    .update(readFileSync(join(dist, name)))
    .digest('base64')}`;
}

function writeIntegrity() {
  writeFileSync(join(dist, 'sri.json'), `${JSON.stringify(hashes(shipped()), null, 2)}\n`);
}

/** Sizes as a visitor pays for them; over a limit the build fails. */
function reportSizes() {
  const sizes = new Map(
    shipped().map((name) => [name, brotliCompressSync(readFileSync(join(dist, name))).length]),
  );
  for (const [name, size] of sizes) console.log(`${String(size).padStart(8)}  ${name}`);
  const together = (names) => names.reduce((sum, name) => sum + sizes.get(name), 0);
  const smallEngine = ['precheck-engine.mjs', 'precheck.wasm'];
  const widget = ['precheck.js', 'precheck.mjs'];
  const gates = [
    ['precheck.js', sizes.get('precheck.js'), loaderLimit],
    ['the engine of a compiled policy', together(smallEngine), smallEngineLimit],
    ['until the first check, with a compiled policy', together([...widget, ...smallEngine])],
    [
      'until the first check, with a policy in JSON',
      together([...widget, 'precheck-engine.mjs', 'precheck-json.wasm']),
      totalLimit,
    ],
    ['more for a policy with patterns', sizes.get('precheck-full.wasm'), fullEngineLimit],
  ];
  for (const [what, size, limit] of gates) {
    const gate = limit === undefined ? '' : `; limit ${limit}`;
    console.log(`${String(size).padStart(8)}  ${what} (brotli${gate})`);
    if (limit === undefined || size <= limit) continue;
    console.error(`build: too big: ${what}`);
    process.exitCode = 1;
  }
}
