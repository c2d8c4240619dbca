// What the widget must never do: load early, talk while typing, break a page, keep a comment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seesFinding } from './fixture.js';
import { enterBox, plainPost, typeComment, useSite, visit } from './site.js';

const site = useSite();
const deflection = 'But America does it too. What about the kids who disappear there?';

test('before the box has the focus there is the loader and nothing else', async () => {
  const { page, requests } = await visit(site, plainPost);
  await page.focus('#name');
  await page.waitForTimeout(300);
  const loaded = requests.filter(
    (path) => path.startsWith('/precheck/') || path === '/policy.json',
  );
  assert.deepEqual(loaded, ['/precheck/precheck.js']);
  await page.close();
});

test('nothing is requested and nothing stored while somebody types', async () => {
  const { page, requests } = await visit(site, plainPost);
  await enterBox(page);
  assert.ok(requests.includes('/precheck/precheck-json.wasm'));
  const before = requests.length;
  await page.keyboard.type(deflection);
  await seesFinding(page);
  await page.waitForTimeout(1500);
  assert.deepEqual(requests.slice(before), []);
  const stored = await page.evaluate(() => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
  ]);
  assert.deepEqual(stored, [0, 0, '']);
  await page.close();
});

test('a whole run under a strict content policy and Trusted Types violates nothing', async () => {
  const { page, complaints } = await visit(site, plainPost);
  const policy = await page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  assert.match(
    policy ?? '',
    /script-src 'self' 'wasm-unsafe-eval';.*require-trusted-types-for 'script'; trusted-types 'none'/,
  );
  await typeComment(page, deflection);
  await seesFinding(page);
  await page.click('button[type="submit"]');
  await page.click('[part="post-anyway"]');
  await page.waitForURL(/#comment-\d+/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('an input method composes in peace: no verdict midway, one when it is done', async () => {
  const { page } = await visit(site, plainPost);
  await enterBox(page);
  await page.evaluate(() => {
    const verdicts: boolean[] = [];
    Object.assign(window, { verdicts });
    document.addEventListener('precheck:verdict', () => verdicts.push(true));
  });
  const count = (): Promise<number> =>
    page.evaluate(() => (Reflect.get(window, 'verdicts') as boolean[]).length);
  const keyboard = await page.context().newCDPSession(page);
  for (const text of ['m', 'mei', "mei'g", "mei'guo"]) {
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(1400);
  assert.equal(await count(), 0);
  await keyboard.send('Input.insertText', { text: '美国' });
  await page.waitForTimeout(300);
  assert.equal(await page.inputValue('#comment'), '美国');
  assert.notEqual(await count(), 0);
  await page.close();
});

test('a script that empties the box, and says nothing, takes the marks along', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, deflection);
  await page.locator('[part="mark"]').first().waitFor();
  const seen = await page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const box = document.querySelector('#comment') as HTMLTextAreaElement;
        const order: string[] = [];
        box.addEventListener('input', () => order.push('input'));
        box.addEventListener('precheck:verdict', ({ detail }) => {
          order.push(detail.verdict ? 'a verdict' : 'none');
          setTimeout(() => {
            done(order);
          });
        });
        box.value = '';
      }),
  );
  assert.deepEqual(seen, ['none']);
  assert.equal(await page.locator('[part="mark"]:visible').count(), 0);
  assert.equal(await page.locator('[part="panel"]:visible').count(), 0);
  await page.close();
});
