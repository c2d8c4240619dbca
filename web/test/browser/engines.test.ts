// Three modules: for compiled policies, for JSON, and for policies with patterns. A page loads the
// least that its policy needs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compiled,
  open,
  plainPolicy,
  policyWithPattern,
  seesFinding,
  tagFor,
  typeInto,
} from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const small = '/precheck/precheck.wasm';
const json = '/precheck/precheck-json.wasm';
const full = '/precheck/precheck-full.wasm';
const box = (id: string): string =>
  `<form action="/posted"><textarea id="${id}" name="comment"></textarea><button>Post</button></form>`;

async function wasmFetchedFor(
  policy: string | Buffer,
  ids: string[],
  address = '/policy.json',
): Promise<string[]> {
  const { page, requests, complaints } = await open(site, {
    body: ids.map(box).join('') + tagFor(address),
    options: {
      prepare: (fresh) => fresh.route(`**${address}`, (route) => route.fulfill({ body: policy })),
    },
  });
  for (const id of ids) {
    await typeInto(page, `#${id}`);
    await seesFinding(page);
  }
  assert.deepEqual(complaints, []);
  await page.close();
  return requests.filter((path) => path.endsWith('.wasm'));
}

test('a policy in JSON without patterns is read by the module for JSON, and no other is fetched', async () => {
  assert.deepEqual(await wasmFetchedFor(plainPolicy, ['comment']), [json]);
});

test('a policy with a pattern has the full module fetched, once for all boxes', async () => {
  assert.deepEqual(await wasmFetchedFor(policyWithPattern, ['comment', 'reply']), [json, full]);
});

test('a compiled policy is read by the small module, known by its name', async () => {
  const bytes = compiled(plainPolicy);
  assert.deepEqual(await wasmFetchedFor(bytes, ['comment'], '/policy.precheck'), [small]);
});

test('a compiled policy with a pattern goes on to the full module', async () => {
  const bytes = compiled(policyWithPattern);
  assert.deepEqual(await wasmFetchedFor(bytes, ['comment'], '/policy.precheck'), [small, full]);
});

test('a compiled policy under another name is read all the same', async () => {
  assert.deepEqual(await wasmFetchedFor(compiled(plainPolicy), ['comment']), [json]);
});

test('JSON under the name of a compiled policy goes on to the module for JSON', async () => {
  assert.deepEqual(await wasmFetchedFor(plainPolicy, ['comment'], '/policy.precheck'), [
    small,
    json,
  ]);
});

test('the panel shows the example of a compiled policy', async () => {
  const policy = JSON.parse(plainPolicy) as { rules: { examples?: object }[] };
  for (const rule of policy.rules) rule.examples = { passes: ['Lovely weather'] };
  const bytes = compiled(JSON.stringify(policy));
  const { page } = await open(site, {
    body: box('comment') + tagFor('/policy.precheck'),
    options: {
      prepare: (fresh) =>
        fresh.route('**/policy.precheck', (route) => route.fulfill({ body: bytes })),
    },
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  const example = page.locator('[part="example"]', { hasText: 'Lovely weather' });
  await example.waitFor({ state: 'attached' });
  await page.close();
});

test('createChecker in a page finds the module that a policy needs', async () => {
  const { page, requests } = await open(site, {
    body: '',
    script: `import { createChecker } from '/precheck/precheck.mjs';
      const action = async (policy) => (await createChecker({ policy })).check({ comment: 'America' }).action;
      window.actions = [];
      for (const policy of ${JSON.stringify([plainPolicy, policyWithPattern])}) window.actions.push(await action(policy));`,
  });
  await page.waitForFunction(() => (Reflect.get(window, 'actions') as string[]).length === 2);
  assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'actions') as string[]), [
    'warn',
    'warn',
  ]);
  assert.deepEqual(
    requests.filter((path) => path.endsWith('.wasm')),
    [json, full],
  );
  await page.close();
});
