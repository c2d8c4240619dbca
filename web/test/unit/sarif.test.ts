// `precheck lint --format sarif` against the schema of SARIF 2.1.0, as Microsoft's package ships it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';

interface Log {
  readonly runs: readonly { readonly results: readonly { readonly level: string }[] }[];
}

const root = new URL('../../../../', import.meta.url);
const read = (path: string | URL): unknown => JSON.parse(readFileSync(path, 'utf8'));

const require = createRequire(import.meta.url);
const schema = read(
  require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
) as Record<string, unknown>;
// Draft 4 names the schema "id"; Ajv knows later drafts. Formats, such as uri, are looked at below.
delete schema['id'];
delete schema['$schema'];
const validate = new Ajv({
  allErrors: true,
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(schema);

function lint(policy: string): Log {
  const { stdout } = spawnSync('build/precheck', ['lint', '--format', 'sarif', '-'], {
    cwd: fileURLToPath(root),
    input: policy,
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Log;
}

/** A policy of each kind of case, the broken ones and those that get warnings. */
function* policies(): Generator<[name: string, text: string]> {
  for (const folder of ['policies', 'lint']) {
    const base = new URL(`tests/cases/${folder}/`, root);
    for (const file of readdirSync(base)) {
      const { cases } = read(new URL(file, base)) as {
        cases: { name: string; policy?: unknown; policy_text?: string }[];
      };
      for (const { name, policy, policy_text: text } of cases) {
        if (text !== undefined) yield [`${file}: ${name}`, text];
        else if (policy !== undefined) yield [`${file}: ${name}`, JSON.stringify(policy)];
      }
    }
  }
}

test('the schema refuses what is no SARIF', () => {
  assert.ok(!validate({ version: '2.1.0', runs: [{ results: [] }] }), 'a run without a tool');
  assert.ok(!validate({ version: '2.0.0', runs: [] }), 'another version');
});

test('every report of lint is SARIF 2.1.0', () => {
  const levels = new Map<string, number>();
  let count = 0;
  for (const [name, text] of policies()) {
    const log = lint(text);
    assert.ok(validate(log), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    for (const { level } of log.runs[0]?.results ?? [])
      levels.set(level, (levels.get(level) ?? 0) + 1);
    count++;
  }
  assert.ok(count >= 100, `only ${String(count)} policies`);
  for (const level of ['error', 'warning']) assert.ok((levels.get(level) ?? 0) > 20, level);
});

test('a path becomes a URI that a reader can find again', () => {
  const { stdout } = spawnSync(
    fileURLToPath(new URL('build/precheck', root)),
    ['lint', '--format', 'sarif', 'tests/cases/policies/json.json'],
    { cwd: fileURLToPath(root), encoding: 'utf8' },
  );
  const uri = /"uri": "([^"]+)"/.exec(stdout)?.[1] ?? '';
  assert.equal(new URL(uri, 'file:///').pathname, '/tests/cases/policies/json.json');
});
