// The ways onto a page: the script tag with its attributes, the element, the module, and the
// markup of the comment systems that have an adapter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { open as openVisit, seesFinding, seesNothing, tag, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();

async function open(body: string, script?: string): Promise<Page> {
  return (await openVisit(site, { body, ...(script !== undefined && { script }) })).page;
}

test('a form that is not for comments is left alone', async () => {
  const page = await open(
    `<form id="contact"><label>Message to us <textarea id="box" name="body"></textarea></label></form>${tag}`,
  );
  await typeInto(page, '#box');
  assert.equal(await seesNothing(page), true);
  await page.close();
});

test('data-field names a box that nothing else would find', async () => {
  const page = await open(`<form id="f"><textarea id="box" name="body"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-field="#box" defer></script>`);
  await typeInto(page, '#box');
  await seesFinding(page);
  await page.close();
});

test('data-form names the form, and other comment forms are left alone', async () => {
  const page = await open(`<form id="a"><textarea id="one" name="comment"></textarea></form>
    <form id="b"><textarea id="two" name="text"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-form="#b" defer></script>`);
  await typeInto(page, '#one');
  assert.equal(await seesNothing(page), true);
  await typeInto(page, '#two');
  await seesFinding(page);
  await page.close();
});

test('data-post says what the post is: one that invites comparison frees the comment', async () => {
  const page =
    await open(`<script type="application/json" id="post">{"title":"Lifts","tags":["comparison"],"invites":["comparison"]}</script>
    <form><textarea id="comment" name="comment"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-post="#post" defer></script>`);
  await typeInto(page, '#comment');
  await page.locator('[part="ready"]').waitFor();
  await page.close();
});

test('data-language gives the reasons and the widget in Chinese', async () => {
  const page = await open(`<form><textarea id="comment" name="comment"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-language="zh-CN" defer></script>`);
  await typeInto(page, '#comment');
  await page.locator('[part="summary"]').filter({ hasText: '评论' }).waitFor();
  assert.match(await page.locator('[part="message"]').first().innerText(), /\p{Script=Han}/u);
  await page.close();
});

test('the element wraps a box, and takes its traces with it', async () => {
  const page = await open(
    '<precheck-field policy="/policy.json"><form action="/posted"><textarea id="box" name="t"></textarea><button>Post</button></form></precheck-field>',
    "import '/precheck/define.mjs';",
  );
  await page.waitForFunction(() => customElements.get('precheck-field') !== undefined);
  await typeInto(page, '#box');
  await seesFinding(page);
  await page.evaluate(() => {
    document.querySelector('precheck-field')?.replaceWith(document.querySelector('form') ?? '');
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  assert.equal(await page.getAttribute('#box', 'aria-describedby'), null);
  await page.close();
});

test('a module attaches, listens and detaches', async () => {
  const page = await open(
    '<textarea id="box"></textarea>',
    `import { attach } from '/precheck/precheck.mjs';
     const box = document.querySelector('#box');
     window.seen = [];
     box.addEventListener('precheck:verdict', (event) => window.seen.push(event.detail.verdict?.action));
     window.attachment = attach(box, { policy: '/policy.json', post: { title: 'Courts' } });
     window.same = attach(box, { policy: '/policy.json' }) === window.attachment;`,
  );
  await page.waitForFunction(() => Reflect.get(window, 'same') === true);
  await typeInto(page, '#box');
  await seesFinding(page);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[]);
  assert.notEqual(seen.at(-1), 'allow');
  await page.evaluate(() => {
    (Reflect.get(window, 'attachment') as { detach(): void }).detach();
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  await page.close();
});
