// The comment systems that have an adapter: the real clients of Waline, Artalk and Twikoo, and the
// markup of WordPress and Isso. In each, a comment is held once and then goes its own way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { deflection, open, postsAnyway, seesFinding, tag, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();

/** Answers for a system's server and keeps what was posted to it. */
async function serve(
  page: Page,
  path: string,
  answerTo: (body: string) => { json: unknown; comment?: string },
): Promise<string[]> {
  const comments: string[] = [];
  await page.route(`**${path}**`, async (route: Route) => {
    const { json, comment } = answerTo(route.request().postData() ?? '');
    if (comment) comments.push(comment);
    await route.fulfill({ json });
  });
  return comments;
}

function field(body: string, name: string): string | undefined {
  const value: unknown = body === '' ? undefined : Reflect.get(JSON.parse(body) as object, name);
  return typeof value === 'string' ? value : undefined;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, 'it did not come to that');
    await new Promise((done) => setTimeout(done, 50));
  }
}

const walineComment = {
  objectId: '7', nick: 'First', mail: '', link: '', avatar: '', time: 0, like: 0, level: 0,
  status: 'approved', children: [],
}; // prettier-ignore

test('Waline: its button and Ctrl+Enter wait, then go; the text is mended in between', async () => {
  let sent: string[] = [];
  const { page } = await open(site, {
    body: `<div id="app"></div>${tag}`,
    bundle: 'waline',
    options: {
      prepare: async (fresh) => {
        sent = await serve(fresh, '/waline/', (body) => {
          const comment = field(body, 'comment');
          const data = comment
            ? { ...walineComment, objectId: '8', comment: `<p>${comment}</p>` }
            : {
                page: 1,
                totalPages: 1,
                pageSize: 10,
                count: 1,
                data: [{ ...walineComment, comment: '<p>In Germany, too.</p>' }],
              };
          return { json: { errno: 0, errmsg: '', data }, ...(comment && { comment }) };
        });
      },
    },
  });
  await typeInto(page, '#wl-edit');
  await seesFinding(page);
  await page.keyboard.press('Control+Enter');
  await page.locator('[part="edit"]').click();
  assert.deepEqual(sent, []);
  await page.keyboard.type(' Really.');
  await postsAnyway(page, () => page.click('.wl-btn.primary'));
  await until(() => sent.length === 1);
  assert.equal(sent[0], `${deflection} Really.`);
  await page.locator('[part="panel"]').waitFor({ state: 'hidden' });
  await page.close();
});

test('Waline: the editor moves under a comment, and the panel with it', async () => {
  const { page } = await open(site, {
    body: `<div id="app"></div>${tag}`,
    bundle: 'waline',
    options: {
      prepare: async (fresh) => {
        const data = [{ ...walineComment, comment: '<p>In Germany, too.</p>' }];
        await serve(fresh, '/waline/', () => ({
          json: {
            errno: 0,
            errmsg: '',
            data: { page: 1, totalPages: 1, pageSize: 10, count: 1, data },
          },
        }));
      },
    },
  });
  await typeInto(page, '#wl-edit');
  await seesFinding(page);
  await page.locator('.wl-reply').first().click();
  await typeInto(page, '.wl-reply-wrapper #wl-edit', ' Again: but America does it too.');
  await seesFinding(page, '.wl-reply-wrapper');
  assert.equal(await page.locator('.precheck').count(), 1);
  await page.close();
});

test('Artalk: its button waits, then goes', async () => {
  let sent: string[] = [];
  const { page } = await open(site, {
    body: `<div id="app"></div>${tag}`,
    bundle: 'artalk',
    options: {
      prepare: async (fresh) => {
        sent = await serve(fresh, '/artalk/', (body) => {
          const comment = field(body, 'content');
          const json = { comments: [], count: 0, roots_count: 0, page: {}, data: {} };
          return { json, ...(comment && { comment }) };
        });
      },
    },
  });
  await page.fill('.atk-name', 'Reader');
  await page.fill('.atk-email', 'reader@example.invalid');
  await typeInto(page, '.atk-textarea');
  await seesFinding(page);
  await page.click('.atk-send-btn');
  await page.locator('[part="edit"]').waitFor();
  assert.deepEqual(sent, []);
  await page.click('[part="post-anyway"]');
  await until(() => sent.length === 1);
  assert.equal(sent[0], deflection);
  await page.close();
});

test('Twikoo: its button and Ctrl+Enter wait, then go', async () => {
  let sent: string[] = [];
  const { page } = await open(site, {
    body: `<div id="app"></div>${tag}`,
    bundle: 'twikoo',
    options: {
      prepare: async (fresh) => {
        sent = await serve(fresh, '/twikoo', (body) => {
          const comment = field(body, 'event') === 'COMMENT_SUBMIT' && field(body, 'comment');
          const json = { code: 0, config: { VERSION: '1.7.9' }, data: [], count: 0, id: '1' };
          return { json, ...(comment && { comment }) };
        });
      },
    },
  });
  await page.fill('.tk-submit [name="nick"]', 'Reader');
  await page.fill('.tk-submit [name="mail"]', 'reader@example.invalid');
  await typeInto(page, '.tk-input textarea');
  await seesFinding(page);
  await page.keyboard.press('Control+Enter');
  await page.locator('[part="edit"]').waitFor();
  assert.deepEqual(sent, []);
  await postsAnyway(page, () => page.click('.tk-send'));
  await until(() => sent.length === 1);
  assert.match(sent[0] ?? '', /But America does it too/);
  await page.close();
});

const issoSection = `<section class="isso-auth-section">
  <p class="isso-input-wrapper"><label for="isso-postbox-author">Name</label><input id="isso-postbox-author" type="text" name="author"></p>
  <p class="isso-post-action"><input type="submit" value="Submit"></p>
  <p class="isso-post-action"><input type="button" name="preview" value="Preview"></p></section>`;
const issoBoxes: [name: string, box: string, markup: string][] = [
  [
    'a textarea and a button',
    'textarea',
    `<div class="isso-postbox"><div class="isso-form-wrapper"><div class="isso-textarea-wrapper"><textarea class="isso-textarea" rows="5" minlength="3"></textarea></div>${issoSection}</div></div>`,
  ],
  [
    'a form',
    'textarea',
    `<form class="isso-postbox"><div class="isso-form-wrapper"><div class="isso-textarea-wrapper"><textarea class="isso-textarea" rows="5" minlength="3"></textarea></div>${issoSection}</div></form>`,
  ],
  [
    'an editable region and a button',
    '.isso-textarea',
    `<div class="isso-postbox"><div class="isso-form-wrapper"><div class="isso-textarea-wrapper"><div class="isso-textarea isso-placeholder" contenteditable="true"></div></div>${issoSection}</div></div>`,
  ],
];

for (const [name, box, markup] of issoBoxes) {
  test(`Isso, ${name}: posting waits, then goes`, async () => {
    const { page } = await open(site, {
      body: `<section id="isso-thread">${markup}</section>${tag}`,
      script: `window.posted = [];
        const form = document.querySelector('form');
        const note = (event) => { event.preventDefault(); window.posted.push('once'); };
        if (form) form.addEventListener('submit', note);
        else document.querySelector('[type=submit]').addEventListener('click', note);`,
    });
    await typeInto(page, box);
    await seesFinding(page);
    await page.click('[type="submit"]');
    await page.locator('[part="edit"]').waitFor();
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'posted') as string[]), []);
    await page.click('[part="post-anyway"]');
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'posted') as string[]), [
      'once',
    ]);
    await page.close();
  });
}

const hidden = `<input type="hidden" name="comment_post_ID" value="1" id="comment_post_ID">
  <input type="hidden" name="comment_parent" id="comment_parent" value="0">`;
const wordpressForms: [name: string, form: string][] = [
  [
    'block theme',
    `<div id="respond" class="comment-respond wp-block-post-comments-form"><h3 id="reply-title" class="comment-reply-title">Leave a Reply</h3>
    <form action="/posted" id="commentform" class="comment-form" novalidate>
    <p class="comment-form-comment"><label for="comment">Comment <span class="required" aria-hidden="true">*</span></label> <textarea id="comment" name="comment" cols="45" rows="8" maxlength="65525" required></textarea></p>
    <p class="comment-form-author"><label for="author">Name</label> <input id="author" name="author" type="text" value="" size="30" maxlength="245"></p>
    <p class="form-submit wp-block-button"><input name="submit" type="submit" id="submit" class="wp-block-button__link wp-element-button" value="Post Comment"> ${hidden}</p></form></div>`,
  ],
  [
    'classic theme',
    `<div id="respond" class="comment-respond"><form action="/posted" id="commentform" class="comment-form" novalidate>
    <p class="comment-form-comment"><label for="comment">Comment</label> <textarea id="comment" name="comment" cols="45" rows="5" maxlength="65525" required></textarea></p>
    <p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Post Comment"> ${hidden}</p></form></div>`,
  ],
  [
    'theme that renames every id',
    `<form action="/posted" id="f1" class="form"><textarea id="c1" name="comment"></textarea><button name="send" id="submit" value="1">Post</button>${hidden}</form>`,
  ],
];

for (const [name, form] of wordpressForms) {
  test(`WordPress, ${name}: the form waits, then posts with the button that was pressed`, async () => {
    const { page } = await open(site, `<main>${form}</main>${tag}`);
    await typeInto(page, '[name="comment"]');
    await seesFinding(page);
    await postsAnyway(page, () => page.click('#submit'));
    await page.waitForURL(/posted\?comment=But\+America.*&(?:submit=Post\+Comment|send=1)/);
    await page.close();
  });
}

test('WordPress moves its form under the comment replied to: the panel and the parent go along', async () => {
  const form = wordpressForms[1]?.[1] ?? '';
  const { page } = await open(
    site,
    `<ol><li id="comment-7"><div class="comment-content"><p>What does America do about it?</p></div><div id="here"></div></li></ol>${form}${tag}`,
  );
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    document.querySelector('#here')?.after(document.querySelector('#respond') ?? '');
    const parent = document.querySelector<HTMLInputElement>('#comment_parent');
    if (parent) parent.value = '7';
  });
  await page.locator('#comment-7 .precheck').waitFor({ state: 'attached' });
  // The comment replied to asked about America: to answer is no deflection.
  await page.fill('#comment', '');
  await typeInto(page, '#comment', 'America does it too, since the law of 2003, with two judges.');
  await page.waitForTimeout(1500);
  const words = await page.locator('[part="finding"]:visible').allInnerTexts();
  assert.doesNotMatch(words.join(), /Western country/);
  await page.close();
});
