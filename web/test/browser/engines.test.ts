// Two modules: the small one for all policies, the full one only where a policy has patterns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answer,
  open,
  plainPolicy,
  policyWithPattern,
  seesFinding,
  tag,
  typeInto,
} from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const small = '/precheck/precheck.wasm';
const full = '/precheck/precheck-full.wasm';
const box = (id: string): string =>
  `<form action="/posted"><textarea id="${id}" name="comment"></textarea><button>Post</button></form>`;

async function wasmFetchedFor(policy: string, ids: string[]): Promise<string[]> {
  const { page, requests, complaints } = await open(site, {
    body: ids.map(box).join('') + tag,
    options: { prepare: (fresh) => answer(fresh, '/policy.json', 'application/json', policy) },
  });
  for (const id of ids) {
    await typeInto(page, `#${id}`);
    await seesFinding(page);
  }
  assert.deepEqual(complaints, []);
  await page.close();
  return requests.filter((path) => path.endsWith('.wasm'));
}

test('a policy without patterns is read by the small module, and the full one is not fetched', async () => {
  assert.deepEqual(await wasmFetchedFor(plainPolicy, ['comment']), [small]);
});

test('a policy with a pattern has the full module fetched, once for all boxes', async () => {
  assert.deepEqual(await wasmFetchedFor(policyWithPattern, ['comment', 'reply']), [small, full]);
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
    [small, full],
  );
  await page.close();
});
