// The npm package as somebody would install it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'precheck-package-'));
after(() => {
  rmSync(project, { recursive: true });
});

function run(command: string, ...parameters: string[]): string {
  return execFileSync(command, parameters, { cwd: project, encoding: 'utf8' });
}

interface Packed {
  filename: string;
  files: { path: string }[];
}

const [packed] = JSON.parse(
  run('npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', project, web),
) as Packed[];
assert.ok(packed);
const paths = packed.files.map(({ path }) => path).sort();

test('the package has the files of the list, and no others', () => {
  const list = readFileSync(join(web, 'test/package-files.txt'), 'utf8').trim().split('\n');
  const [types, others] = [true, false].map((wanted) =>
    paths.filter((path) => path.startsWith('dist/types/') === wanted),
  );
  assert.deepEqual(others, list);
  for (const path of types ?? []) assert.match(path, /^dist\/types\/[\w/-]+\.d\.m?ts$/);
});

test('sri.json has the hash of every file that a page loads', () => {
  const hashes = JSON.parse(readFileSync(join(web, 'dist/sri.json'), 'utf8')) as object;
  const loaded = paths.filter((path) => /^dist\/.*\.(?:m?js|wasm)$/.test(path));
  assert.deepEqual(
    Object.keys(hashes).sort(),
    loaded.map((path) => path.slice('dist/'.length)),
  );
  for (const hash of Object.values(hashes)) assert.match(String(hash), /^sha384-[\w+/]{64}$/);
});

test('exports name the types first, and only files that are there', () => {
  const manifest = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')) as {
    exports: Record<string, string | Record<string, string>>;
  };
  for (const [name, target] of Object.entries(manifest.exports)) {
    const targets = typeof target === 'string' ? [target] : Object.values(target);
    if (typeof target !== 'string') assert.equal(Object.keys(target)[0], 'types', name);
    for (const file of targets) {
      assert.ok(paths.includes(file.slice(2).replace('*', 'de')), `${name}: ${file}`);
    }
  }
});

test('custom-elements.json tells of the attributes that the element reads and the events it fires', () => {
  const manifest = JSON.parse(readFileSync(join(web, 'custom-elements.json'), 'utf8')) as {
    modules: { declarations: { attributes: { name: string }[]; events: { name: string }[] }[] }[];
  };
  const element = manifest.modules[0]?.declarations[0];
  const source = (name: string): string => readFileSync(join(web, 'src', name), 'utf8');
  const read = [...source('element.ts').matchAll(/(?:given|getAttribute)\('([\w-]+)'\)/g)];
  const fired = [...source('events.ts').matchAll(/^ {2}'(precheck:\w+)':/gm)];
  const names = (list: { name: string }[] = []): string[] => list.map(({ name }) => name).sort();
  assert.deepEqual(names(element?.attributes), read.map(([, name]) => name).sort());
  assert.deepEqual(names(element?.events), fired.map(([, name]) => name).sort());
});

test('installed in a project it checks comments in Node.js, without eval', () => {
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);
  writeFileSync(
    join(project, 'check.mjs'),
    `import { createChecker, PolicyError } from 'precheck';
     import 'precheck/define';
     import de from 'precheck/i18n/de';
     const rule = { id: 'tea', category: 'off-topic', action: 'warn', message: 'No tea.', match: { words: ['tea'] } };
     const checker = await createChecker({ policy: JSON.stringify({ format: 1, name: 'Tea', rules: [rule] }) });
     const { action, findings } = checker.check({ comment: '😀 I like tea.', post: { title: 'Coffee' } });
     const refused = await createChecker({ policy: '{}' }).catch((error) => error instanceof PolicyError);
     console.log(action, findings[0].spans[0].utf16.join(), refused, de.edit);`,
  );
  const said = run('node', '--disallow-code-generation-from-strings', 'check.mjs');
  assert.equal(said.trim(), 'warn 10,13 true Bearbeiten');
});

test('in Node.js the bytes of each module will do; one that cannot read a policy says which can', () => {
  writeFileSync(
    join(project, 'bytes.mjs'),
    `import { readFileSync } from 'node:fs';
     import { createRequire } from 'node:module';
     import { createChecker } from 'precheck';
     const bytes = (file) => readFileSync(createRequire(import.meta.url).resolve('precheck/' + file));
     const policy = (match) => JSON.stringify({ format: 1, name: 'Tea',
       rules: [{ id: 'tea', category: 'off-topic', action: 'warn', message: 'No tea.', match }] });
     for (const file of [undefined, 'precheck.wasm', 'precheck-json.wasm', 'precheck-full.wasm']) {
       for (const match of [{ words: ['tea'] }, { pattern: 'te+a' }]) {
         const said = await createChecker({ policy: policy(match), wasm: file && bytes(file) }).then(
           (checker) => checker.check({ comment: 'I like tea.' }).action, (error) => error.message);
         console.log(said);
       }
     }`,
  );
  const noJson =
    'needs_json_engine at line 1, column 1; precheck.wasm reads compiled policies only; give the bytes of precheck-json.wasm';
  assert.deepEqual(run('node', 'bytes.mjs').trim().split('\n'), [
    'warn',
    'warn',
    noJson,
    noJson,
    'warn',
    'needs_full_engine at line 1, column 125 (/rules/0/match/pattern); this module reads no "pattern"; give the bytes of precheck-full.wasm',
    'warn',
    'warn',
  ]);
});

test('its types serve a strict TypeScript project', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { attach, createChecker, type Attachment, type Verdict } from 'precheck';
     import de from 'precheck/i18n/de';
     import 'precheck/define';
     export const attachment: Attachment = attach(document.createElement('textarea'), { policy: '/policy.json' });
     export const verdict: Verdict = (await createChecker({ policy: '{}' })).check({ comment: de.edit });
     document.addEventListener('precheck:verdict', (event) => { event.preventDefault(); });`,
  );
  const tsc = join(web, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --target es2022 --module nodenext'.split(' ');
  run('node', tsc, ...options, 'use.ts');
});
