// The schema that editors use, held against the loader: what the loader reads the schema allows,
// and what the loader refuses for its shape the schema refuses too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';

interface Refusal {
  code: string;
  pointer?: string;
}
interface PolicyCase {
  name: string;
  policy_text?: string;
  errors: Refusal[];
}

const root = new URL('../../../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const jsonIn = (folder: string): string[] =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

// Shape is what a schema can express; names, patterns and examples are the loader's alone.
const shape = new Set(['unknown_key', 'missing_key', 'wrong_type']);
// Which languages a text is in depends on the policy's own list.
const ofLanguages = /\/(message|advice|quote)(\/|$)/;
const isOfShape = ({ code, pointer }: Refusal): boolean =>
  shape.has(code) && !ofLanguages.test(pointer ?? '');
const ajv = new Ajv({ allErrors: true, strict: false });
const validate = ajv.compile(read('docs/policy.schema.json') as object);

test('the schema allows the shipped policy', () => {
  assert.ok(validate(read('policy.json')), JSON.stringify(validate.errors?.slice(0, 3)));
});

test('the schema allows the policy of every matcher case', () => {
  const files = jsonIn('tests/cases/matchers');
  assert.ok(files.length > 10);
  for (const file of files) {
    const { policy } = read(file) as { policy: unknown };
    assert.ok(validate(policy), `${file}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
  }
});

test('the schema refuses what the loader refuses for its shape', () => {
  let count = 0;
  for (const file of jsonIn('tests/cases/policies')) {
    for (const each of (read(file) as { cases: PolicyCase[] }).cases) {
      if (!each.errors.every(isOfShape) || each.policy_text === undefined) continue;
      assert.ok(!validate(JSON.parse(each.policy_text)), `${file}: ${each.name}`);
      count++;
    }
  }
  assert.ok(count >= 30, `only ${String(count)} cases`);
});
