// Every way to submit, coming back to a page, a script that is loaded again and again: one widget,
// one submission.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { open, posted, seesFinding, tag, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>';
/** The page's own way to post, as sites without reloads have it. */
const counting = `window.posted = [];
  document.querySelector('#f').addEventListener('submit', (event) => {
    event.preventDefault();
    window.posted.push(event.target.comment.value);
  });`;

const ways: [name: string, submit: (page: Page) => Promise<unknown>][] = [
  ['a click', (page) => page.click('#send')],
  ['a double click', (page) => page.dblclick('#send')],
  ['Enter on the button', (page) => page.press('#send', 'Enter')],
  [
    'requestSubmit()',
    (page) => page.evaluate(() => document.querySelector<HTMLFormElement>('#f')?.requestSubmit()),
  ],
];

for (const [name, submit] of ways) {
  test(`${name} is held once, and a double click on "Post anyway" posts once`, async () => {
    const { page, complaints } = await open(site, { body: `${form}${tag}`, script: counting });
    await typeInto(page, '#comment');
    await seesFinding(page);
    await submit(page);
    await page.locator('[part="post-anyway"]').waitFor();
    assert.deepEqual(await posted(page), []);
    await page.locator('[part="post-anyway"]').dblclick();
    await page.waitForTimeout(200);
    assert.equal((await posted(page)).length, 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test(`${name} posts a comment without a finding as often as without the widget`, async () => {
    const counts: number[] = [];
    for (const body of [`${form}${tag}`, form]) {
      const { page } = await open(site, { body, script: counting });
      await typeInto(page, '#comment', 'The local courts publish these files, as the post says.');
      // What appears later would move the button between two clicks.
      if (body !== form) await page.locator('[part="ready"]').waitFor();
      await submit(page);
      await page.waitForTimeout(200);
      counts.push((await posted(page)).length);
      await page.close();
    }
    assert.equal(counts[0], counts[1]);
  });
}

test('form.submit() asks nobody: the comment posts, once', async () => {
  const { page, requests } = await open(site, `${form}${tag}`);
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.evaluate(() => {
    document.querySelector<HTMLFormElement>('#f')?.submit();
  });
  await page.waitForURL(/\/posted/);
  assert.equal(requests.filter((url) => url.includes('/posted')).length, 1);
  await page.close();
});

test('a page that one comes back to works as before', async () => {
  const { page, complaints } = await open(
    site,
    `${form}<a id="away" href="/posted">away</a>${tag}`,
  );
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.click('#away');
  await page.waitForURL(/\/posted/);
  await page.goBack();
  await page.fill('#comment', '');
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(await page.locator('.precheck').count(), 1);
  await page.click('#send');
  await page.locator('[part="post-anyway"]').click();
  await page.waitForURL(/\/posted\?/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the script ten times in a page: one panel, one question, one submission', async () => {
  const { page, complaints } = await open(site, {
    body: `${form}${tag.repeat(10)}`,
    script: counting,
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(await page.locator('[part="panel"]').count(), 1);
  await page.click('#send');
  await page.locator('[part="post-anyway"]').click();
  await page.waitForTimeout(200);
  assert.equal((await posted(page)).length, 1);
  assert.deepEqual(complaints, []);
  await page.close();
});
