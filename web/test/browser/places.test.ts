// Where a box may be: late, moved, removed, in a shadow root or frame, in a row, many on a page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deflection,
  open,
  postsAnyway,
  seesFinding,
  seesNothing,
  tag,
  typeInto,
} from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button>Post</button></form>';

test('a box in an open shadow root, which comes late', async () => {
  const { page } = await open(site, {
    body: `<div id="host"></div>${tag}`,
    script: `setTimeout(() => {
       const root = document.querySelector('#host').attachShadow({ mode: 'open' });
       const form = document.createElement('form');
       form.action = '/posted';
       const box = document.createElement('textarea');
       box.name = 'comment';
       form.append(box, document.createElement('button'));
       root.append(form);
     }, 300);`,
  });
  await typeInto(page, '#host textarea');
  await seesFinding(page);
  await postsAnyway(page, () => page.locator('#host form > button').click());
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('an editable region in an open shadow root is highlighted there', async () => {
  const { page } = await open(site, {
    body: `<div id="host"></div>${tag}`,
    script: `const root = document.querySelector('#host').attachShadow({ mode: 'open' });
       const box = document.createElement('div');
       box.contentEditable = 'true';
       box.setAttribute('aria-label', 'Your comment');
       const button = document.createElement('button');
       button.textContent = 'Post';
       root.append(box, button);`,
  });
  await page.locator('#host [contenteditable]').click();
  await page.keyboard.type(deflection);
  await seesFinding(page);
  const adopted = await page.evaluate(
    () => document.querySelector('#host')?.shadowRoot?.adoptedStyleSheets.length,
  );
  assert.equal(adopted, 1);
  await page.close();
});

const framed = `<!doctype html><html lang="en"><body>${form}</body></html>`;

for (const late of [false, true]) {
  test(`a box in a frame of the same origin${late ? ', which comes late' : ''}`, async () => {
    const { page } = await open(site, {
      body: `<div id="here">${late ? '' : '<iframe src="/framed" width="700" height="700"></iframe>'}</div>${tag}`,
      script: late
        ? `setTimeout(() => {
             const frame = document.createElement('iframe');
             frame.src = '/framed'; frame.width = 700; frame.height = 700;
             document.querySelector('#here').append(frame);
           }, 300);`
        : '',
      options: {
        prepare: (fresh) =>
          fresh.route('**/framed', (route) =>
            route.fulfill({ contentType: 'text/html', body: framed }),
          ),
      },
    });
    const frame = page.frameLocator('iframe');
    await frame.locator('#comment').click();
    await page.keyboard.type(deflection);
    await seesFinding(frame);
    assert.notEqual(await frame.locator('[part="mark"]').count(), 0);
    assert.equal(await page.locator('.precheck').count(), 0);
    await frame.locator('form > button').click();
    await frame.locator('[part="post-anyway"]').click();
    await page.waitForFunction(() => frames[0]?.location.pathname === '/posted');
    await page.close();
  });
}

test('a frame that a script writes, as editors do: the panel stands behind it, the form waits', async () => {
  const { page } = await open(site, {
    body: `<form id="commentform" action="/posted"><iframe id="editor" title="Comment" width="600" height="150"></iframe><input type="hidden" name="text" value="x"><button>Post</button></form>${tag}`,
    script: `const inside = document.querySelector('#editor').contentDocument;
       inside.open(); inside.write('<!doctype html><html lang="en"><body contenteditable="true"><p><br></p></body></html>'); inside.close();`,
  });
  await page.frameLocator('#editor').locator('body').click();
  await page.keyboard.type(deflection);
  await seesFinding(page);
  const order = await page.evaluate(
    () => document.querySelector('#editor')?.nextElementSibling?.className,
  );
  assert.equal(order, 'precheck');
  const inside = await page
    .frameLocator('#editor')
    .locator('body')
    .evaluate((body) => body.innerHTML);
  assert.doesNotMatch(inside, /precheck/);
  await postsAnyway(page, () => page.click('form > button'));
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('a frame of another site is left alone, without a word', async () => {
  const { page, complaints } = await open(site, {
    body: `<iframe src="http://elsewhere.invalid/framed"></iframe>${tag}`,
    options: {
      prepare: (fresh) =>
        fresh.route('http://elsewhere.invalid/**', (route) =>
          route.fulfill({ contentType: 'text/html', body: framed }),
        ),
    },
  });
  await page.frameLocator('iframe').locator('#comment').click();
  await page.keyboard.type(deflection);
  assert.equal(await seesNothing(page), true);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a box that is thrown away and one that comes after it: one panel, for the new one', async () => {
  const { page } = await open(site, `${form}${tag}`);
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    const box = document.createElement('textarea');
    box.id = box.name = 'comment';
    document.querySelector('#f')?.replaceChildren(box);
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(await page.locator('.precheck').count(), 1);
  await page.close();
});

test('a box that is removed alone leaves no panel behind', async () => {
  const { page } = await open(site, `${form}${tag}`);
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    document.querySelector('#comment')?.remove();
  });
  await page.locator('.precheck').waitFor({ state: 'detached' });
  await page.close();
});

test('a panel that a page redrew away is back by itself', async () => {
  const { page } = await open(site, `${form}${tag}`);
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    document.querySelector('.precheck')?.remove();
  });
  await seesFinding(page);
  await page.close();
});

test('a page that takes the panel away each time wins, and its form works', async () => {
  const { page } = await open(site, {
    body: `${form}${tag}`,
    script: `new MutationObserver(() => document.querySelector('.precheck')?.remove())
      .observe(document.body, { childList: true, subtree: true });`,
  });
  await typeInto(page, '#comment');
  await page.waitForTimeout(500);
  await page.click('#f button');
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('several boxes on a page have their own panels', async () => {
  const { page, requests } = await open(
    site,
    `<form id="a"><textarea id="one" name="comment"></textarea></form>
     <form id="b"><textarea id="two" name="comment"></textarea></form>${tag}`,
  );
  await typeInto(page, '#one');
  await seesFinding(page, '#a');
  await typeInto(page, '#two', 'I know where you live and I will kill you.');
  await page.locator('#b [part="panel"][data-action="reject"]').waitFor();
  assert.equal(await page.locator('#a [part="panel"]').getAttribute('data-action'), 'warn');
  assert.equal(await page.locator('.precheck').count(), 2);
  assert.equal(requests.filter((path) => path === '/policy.json').length, 1);
  await page.close();
});

test('a page that changes without a reload: new post, new box, new panel', async () => {
  const { page } = await open(site, {
    head: '<meta property="og:title" content="Courts">',
    body: `<main id="app">${form}</main>${tag}`,
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    history.pushState(null, '', '/other');
    const invites = document.createElement('meta');
    invites.name = 'precheck:invites';
    invites.content = 'comparison';
    document.head.append(invites);
    const next = document.createElement('form');
    next.action = '/posted';
    const box = document.createElement('textarea');
    box.id = box.name = 'comment';
    next.append(box, document.createElement('button'));
    document.querySelector('#app')?.replaceChildren(next);
  });
  assert.equal(await page.locator('.precheck').count(), 0);
  await typeInto(page, '#comment');
  await page.locator('[part="ready"]').waitFor();
  await page.close();
});

test('in a row with its button the box keeps its width; the panel stands under the row', async () => {
  const { page } = await open(
    site,
    `<form id="f" action="/posted"><div id="row" style="display:flex;width:500px"><textarea id="comment" name="comment" style="flex:1"></textarea><button>Post</button></div></form>${tag}`,
  );
  const before = await page.locator('#comment').boundingBox();
  await typeInto(page, '#comment');
  await seesFinding(page);
  const after = await page.locator('#comment').boundingBox();
  assert.equal(after?.width, before?.width);
  const next = await page.evaluate(
    () => document.querySelector('#row')?.nextElementSibling?.className,
  );
  assert.equal(next, 'precheck');
  await page.close();
});

test('an editor without a form, beside a button that says it posts', async () => {
  const { page } = await open(site, {
    body: `<div class="comments"><div id="box" contenteditable="plaintext-only" role="textbox" aria-label="Comment"></div><button id="other">Cancel</button><button id="send">Reply</button></div>${tag}`,
    script: `document.querySelector('#send').addEventListener('click', () => { location.href = '/posted'; });`,
  });
  await page.click('#box');
  await page.keyboard.type(deflection);
  await seesFinding(page);
  await postsAnyway(page, () => page.click('#send'));
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('data-button names the button of a box that nothing else would find', async () => {
  const { page } = await open(site, {
    body: `<textarea id="box"></textarea><span id="go" role="button" tabindex="0">→</span>
      <script src="/precheck/precheck.js" data-policy="/policy.json" data-field="#box" data-button="#go" defer></script>`,
    script: `document.querySelector('#go').addEventListener('click', () => { location.href = '/posted'; });`,
  });
  await typeInto(page, '#box');
  await seesFinding(page);
  await postsAnyway(page, () => page.click('#go'));
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('the script loaded twice, and once more as a module: one panel', async () => {
  const { page } = await open(site, {
    body: `${form}${tag}${tag}`,
    script: `import { attach } from '/precheck/precheck.mjs';
      attach(document.querySelector('#comment'), { policy: '/policy.json' });`,
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(await page.locator('.precheck').count(), 1);
  await postsAnyway(page, () => page.click('#f > button'));
  await page.waitForURL(/\/posted/);
  await page.close();
});
