// node test/run.mjs unit|browser [NAME…]: bundles the tests of one folder and runs them with node:test.
// A run in which no test ran is a failure.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const suite = process.argv[2] ?? 'unit';
const output = join(here, '../build/test', suite);

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const wanted = process.argv.slice(3);
const sources = readdirSync(join(here, suite)).filter(
  (name) =>
    name.endsWith('.test.ts') && (wanted.length === 0 || wanted.includes(name.slice(0, -8))),
);
await build({
  entryPoints: sources.map((name) => join(here, suite, name)),
  outdir: output,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [{ name: 'demo as it stands', setup: keepDemo }],
  sourcemap: 'inline',
  logLevel: 'warning',
});

if (suite === 'browser') await buildFixtures();

/** Pages that tests open: real clients of comment systems, frameworks, editors. */
function buildFixtures() {
  const folder = join(here, 'fixtures');
  return build({
    entryPoints: readdirSync(folder).map((name) => join(folder, name)),
    outdir: join(here, '../build/test/fixtures'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
}

/** The demo finds its pages beside itself, so it is not bundled. */
function keepDemo({ onResolve }) {
  onResolve({ filter: /demo\/server\.mjs$/ }, () => ({
    path: new URL('../demo/server.mjs', import.meta.url).href,
    external: true,
  }));
}

let passed = 0;
let failed = 0;
const files = sources.map((name) => join(output, name.replace(/\.ts$/, '.mjs')));
// Browser tests mostly wait, so a few files at a time do no harm.
const events = run({ files, concurrency: suite === 'unit' ? true : 4 });
events.on('test:pass', ({ details }) => {
  if (details.type !== 'suite') passed++;
});
events.on('test:fail', () => {
  failed++;
});
const report = events.compose(new spec());
report.pipe(process.stdout);
await finished(report);
if (passed + failed === 0) console.error(`run: no test ran in test/${suite}`);
if (failed > 0 || passed === 0) process.exitCode = 1;
