// The one script that holds everything, as build-single-file.mjs makes it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { answer, deflection, open, postsAnyway, seesFinding, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const folder = mkdtempSync(join(tmpdir(), 'precheck-single-'));
after(() => {
  rmSync(folder, { recursive: true });
});

test('one script does it all, under a strict content policy, and requests nothing but the policy', async () => {
  const file = join(folder, 'precheck-single.js');
  const build = fileURLToPath(new URL('../../../build-single-file.mjs', import.meta.url));
  execFileSync(process.execPath, [build, file]);
  const { page, requests, complaints } = await open(site, {
    body: `<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button>Post</button></form>
      <script src="/single.js" data-policy="/policy.json" data-language="de" defer></script>`,
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
    options: {
      prepare: (fresh) =>
        answer(fresh, '/single.js', 'text/javascript', readFileSync(file, 'utf8')),
    },
  });
  await typeInto(page, '#comment', deflection);
  await seesFinding(page);
  assert.deepEqual(requests, ['/fixture', '/single.js', '/policy.json']);
  await postsAnyway(page, () => page.click('#f button'));
  await page.waitForURL(/\/posted/);
  assert.deepEqual(complaints, []);
  await page.close();
});
