// The ways onto a page: the script tag with its attributes, the element, the module, and the
// markup of the comment systems that have an adapter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { useSite, visit } from './site.js';

const site = useSite();
const deflection = 'But America does it too. What about the kids who disappear there?';
const tag = '<script src="/precheck/precheck.js" data-policy="/policy.json" defer></script>';

/** A page of the same origin with a body of its own. */
async function open(body: string, script = ''): Promise<Page> {
  const { page } = await visit(site, '/fixture', {
    prepare: async (fresh) => {
      await fresh.route('**/fixture', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><html lang="en"><title>Post</title>${body}`,
        }),
      );
      await fresh.route('**/fixture.mjs', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: script }),
      );
      await fresh.route('**/posted*', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Posted</title>' }),
      );
    },
  });
  return page;
}

async function typeInto(page: Page, box: string, text = deflection): Promise<void> {
  await page.focus(box);
  await page.keyboard.type(text);
}

async function seesFinding(page: Page): Promise<boolean> {
  try {
    await page.locator('[part="finding"]').first().waitFor({ timeout: 2500 });
    return true;
  } catch {
    return false;
  }
}

async function assertHeldAndReleased(page: Page, press: () => Promise<void>): Promise<void> {
  await press();
  await page.locator('[part="post-anyway"]').click();
  await page.waitForURL(/\/posted/);
}

const wordpress = `<form id="commentform" class="comment-form" action="/posted" novalidate>
  <label for="comment">Comment</label><textarea id="comment" name="comment" maxlength="65525" required></textarea>
  <input name="submit" type="submit" id="submit" value="Post Comment">
  <input type="hidden" name="comment_post_ID" value="1" id="comment_post_ID">
  <input type="hidden" name="comment_parent" id="comment_parent" value="0"></form>`;

test('WordPress, where a button shadows form.submit', async () => {
  const page = await open(wordpress + tag);
  await typeInto(page, '#comment');
  assert.equal(await seesFinding(page), true);
  await page.click('#submit');
  await page.locator('[part="post-anyway"]').click();
  await page.waitForURL(/posted\?comment=.*&submit=Post\+Comment/);
  await page.close();
});

const buttonSystems: [name: string, box: string, button: string, markup: string][] = [
  [
    'Waline',
    '#wl-edit',
    '.wl-btn',
    '<div class="wl-panel"><textarea id="wl-edit" class="wl-editor"></textarea><button type="submit" class="wl-btn primary">Submit</button></div>',
  ],
  [
    'Twikoo',
    '.el-textarea__inner',
    '.tk-send',
    '<div class="tk-submit"><div class="tk-input el-textarea"><textarea class="el-textarea__inner"></textarea></div><button class="tk-send">Send</button></div>',
  ],
  [
    'Artalk',
    '.atk-textarea',
    '.atk-send-btn',
    '<div class="atk-main-editor"><textarea class="atk-textarea"></textarea><button class="atk-send-btn">Send</button></div>',
  ],
  [
    'Isso',
    '.isso-textarea',
    '[type=submit]',
    '<div class="isso-postbox"><textarea class="isso-textarea"></textarea><input type="submit" value="Submit"></div>',
  ],
];
const buttonScript = `
  const post = () => { location.href = '/posted'; };
  document.querySelector('button, [type=submit]').addEventListener('click', post);
  document.querySelector('textarea').addEventListener('keydown', (event) => { if (event.ctrlKey && event.key === 'Enter') post(); });`;

for (const [name, box, button, markup] of buttonSystems) {
  test(`${name}, without a form: its button and Ctrl+Enter wait, then go`, async () => {
    const page = await open(
      `${markup}${tag}<script type="module" src="/fixture.mjs"></script>`,
      buttonScript,
    );
    await typeInto(page, box);
    assert.equal(await seesFinding(page), true);
    await page.keyboard.press('Control+Enter');
    await page.locator('[part="edit"]').waitFor();
    await page.locator('[part="edit"]').click();
    await page.keyboard.type(' Really.');
    await assertHeldAndReleased(page, () => page.click(button));
    await page.close();
  });
}

test('a form that is not for comments is left alone', async () => {
  const page = await open(
    `<form id="contact"><label>Message to us <textarea id="box" name="body"></textarea></label></form>${tag}`,
  );
  await typeInto(page, '#box');
  assert.equal(await seesFinding(page), false);
  await page.close();
});

test('data-field names a box that nothing else would find', async () => {
  const page = await open(`<form id="f"><textarea id="box" name="body"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-field="#box" defer></script>`);
  await typeInto(page, '#box');
  assert.equal(await seesFinding(page), true);
  await page.close();
});

test('data-form names the form, and other comment forms are left alone', async () => {
  const page = await open(`<form id="a"><textarea id="one" name="comment"></textarea></form>
    <form id="b"><textarea id="two" name="text"></textarea></form>
    <script src="/precheck/precheck.js" data-policy="/policy.json" data-form="#b" defer></script>`);
  await typeInto(page, '#one');
  assert.equal(await seesFinding(page), false);
  await typeInto(page, '#two');
  assert.equal(await seesFinding(page), true);
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
    '<precheck-field policy="/policy.json"><form action="/posted"><textarea id="box" name="t"></textarea><button>Post</button></form></precheck-field><script type="module" src="/fixture.mjs"></script>',
    "import '/precheck/define.mjs';",
  );
  await page.waitForFunction(() => customElements.get('precheck-field') !== undefined);
  await typeInto(page, '#box');
  assert.equal(await seesFinding(page), true);
  await page.evaluate(() => {
    document.querySelector('precheck-field')?.replaceWith(document.querySelector('form') ?? '');
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  assert.equal(await page.getAttribute('#box', 'aria-describedby'), null);
  await page.close();
});

test('a module attaches, listens and detaches', async () => {
  const page = await open(
    '<textarea id="box"></textarea><script type="module" src="/fixture.mjs"></script>',
    `import { attach } from '/precheck/precheck.mjs';
     const box = document.querySelector('#box');
     window.seen = [];
     box.addEventListener('precheck:verdict', (event) => window.seen.push(event.detail.verdict?.action));
     window.attachment = attach(box, { policy: '/policy.json', post: { title: 'Courts' } });
     window.same = attach(box, { policy: '/policy.json' }) === window.attachment;`,
  );
  await page.waitForFunction(() => Reflect.get(window, 'same') === true);
  await typeInto(page, '#box');
  assert.equal(await seesFinding(page), true);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[]);
  assert.notEqual(seen.at(-1), 'allow');
  await page.evaluate(() => {
    (Reflect.get(window, 'attachment') as { detach(): void }).detach();
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  await page.close();
});

test('a box in an open shadow root, which comes late', async () => {
  const page = await open(
    `<div id="host"></div>${tag}<script type="module" src="/fixture.mjs"></script>`,
    `setTimeout(() => {
       const root = document.querySelector('#host').attachShadow({ mode: 'open' });
       const form = document.createElement('form');
       form.action = '/posted';
       const box = document.createElement('textarea');
       box.name = 'comment';
       form.append(box, document.createElement('button'));
       root.append(form);
     }, 300);`,
  );
  await page.locator('#host textarea').focus();
  await page.keyboard.type(deflection);
  assert.equal(await seesFinding(page), true);
  await assertHeldAndReleased(page, () => page.locator('#host form > button').click());
  await page.close();
});

test('a box that is thrown away and one that comes after it: one panel, for the new one', async () => {
  const page = await open(
    `<form id="f"><textarea id="comment" name="comment"></textarea></form>${tag}`,
  );
  await typeInto(page, '#comment');
  assert.equal(await seesFinding(page), true);
  await page.evaluate(() => {
    const form = document.querySelector('#f');
    const box = document.createElement('textarea');
    box.id = box.name = 'comment';
    form?.replaceChildren(box);
  });
  await typeInto(page, '#comment');
  assert.equal(await seesFinding(page), true);
  assert.equal(await page.locator('.precheck').count(), 1);
  await page.close();
});

test('a panel that a page redrew away is back at the next focus', async () => {
  const page = await open(
    `<form id="f"><textarea id="comment" name="comment"></textarea></form><button id="b"></button>${tag}`,
  );
  await typeInto(page, '#comment');
  assert.equal(await seesFinding(page), true);
  await page.evaluate(() => {
    document.querySelector('.precheck')?.remove();
  });
  await page.focus('#b');
  await page.focus('#comment');
  assert.equal(await seesFinding(page), true);
  await page.close();
});
