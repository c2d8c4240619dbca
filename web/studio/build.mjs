// Builds web/dist-studio from studio/ and from the engine that the wasm preset has built.
// Every file beside index.html is named relative to it, so the folder can be served anywhere.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, '..');
const repository = join(web, '..');
const engineFolder = process.env.PRECHECK_ENGINE ?? join(repository, 'build-wasm');
const dist = join(web, 'dist-studio');

for (const name of ['studio.mjs', 'studio.wasm']) {
  if (!existsSync(join(engineFolder, name))) {
    console.error(
      `build: ${name} is missing; first run: cmake --preset wasm && cmake --build --preset wasm`,
    );
    process.exit(1);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'templates'), { recursive: true });
for (const name of ['index.html', 'studio.css', 'icon.svg']) {
  cpSync(join(here, name), join(dist, name));
}
cpSync(join(engineFolder, 'studio.wasm'), join(dist, 'studio.wasm'));

const common = {
  bundle: true,
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  format: 'esm',
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  legalComments: 'linked',
  logLevel: 'warning',
  absWorkingDir: web,
};
await build({
  ...common,
  entryPoints: { studio: 'studio/src/main.ts', worker: 'studio/src/engine/worker.ts' },
  splitting: true,
  chunkNames: 'part-[hash]',
  plugins: [{ name: 'engine apart', setup: keepEngineApart }],
});
await build({
  ...common,
  bundle: false,
  target: 'es2020',
  entryPoints: { 'studio-engine': join(engineFolder, 'studio.mjs') },
});
copyTemplates();

/** The engine's glue is a file of its own, loaded when it is needed. */
function keepEngineApart({ onResolve }) {
  onResolve({ filter: /studio-engine\.mjs$/ }, () => ({
    path: './studio-engine.mjs',
    external: true,
  }));
}

/** The ready policies of docs/policies, and the shipped one, which is that of a blog about China. */
function copyTemplates() {
  const folder = join(repository, 'docs/policies');
  const order = ['news-blog', 'local-forum', 'software-project', 'china'];
  const files = new Map([['china', join(repository, 'policy.json')]]);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.endsWith('.json')) files.set(basename(name, '.json'), join(folder, name));
  }
  const rank = (id) => (order.includes(id) ? order.indexOf(id) : order.length);
  const templates = [...files.keys()]
    .sort((one, other) => rank(one) - rank(other))
    .map((id) => {
      const text = readFileSync(files.get(id), 'utf8');
      writeFileSync(join(dist, 'templates', `${id}.json`), text);
      return { id, file: `${id}.json`, name: JSON.parse(text).name };
    });
  writeFileSync(join(dist, 'templates/index.json'), `${JSON.stringify(templates, null, 2)}\n`);
}
