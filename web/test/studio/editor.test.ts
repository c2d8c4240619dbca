// The policy's file: completion, hover, marks with the engine's words, and ways in and out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { policyText, startFrom, typeComment } from './pages.js';
import { openStudio, useStudio, worksAgain } from './site.js';

const site = useStudio();

async function newLineAfter(page: Page, text: string): Promise<void> {
  await page.locator('#policy-editor .cm-line', { hasText: text }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
}

/** A list of completions takes no key in its first 75 milliseconds. */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
}

test('keys and values are completed from the schema', async () => {
  const { page } = await openStudio(site);
  await page.click('#tab-file');
  await newLineAfter(page, '"name": "Comment policy');
  await page.keyboard.type('"fo');
  const offered = page.locator('.cm-tooltip-autocomplete li');
  await offered.filter({ hasText: '"fold"' }).waitFor();
  assert.match(await page.locator('.cm-completionInfo').innerText(), /disguises are undone/);
  await accept(page);
  await page.keyboard.type('"le');
  await offered.filter({ hasText: '"leet"' }).waitFor();
  await accept(page);
  await page.keyboard.press('End');
  await page.keyboard.type(',');
  assert.match(await policyText(page), /"fold": \["leet"\],\n/);
  await page.close();
});

test('a key tells its meaning under the pointer', async () => {
  const { page } = await openStudio(site);
  await page.click('#tab-file');
  await page.locator('#policy-editor .cm-line', { hasText: '"lexicons"' }).hover({
    position: { x: 40, y: 10 },
  });
  await page.locator('.cm-hint', { hasText: 'Lists of names that rules share' }).waitFor();
  await page.close();
});

test("a mistake is marked where it stands, in the engine's words; F8 goes there", async () => {
  const { page } = await openStudio(site);
  await page.click('#tab-file');
  await newLineAfter(page, '"name": "Comment policy');
  await page.keyboard.type('"colour": 1,');
  await page.locator('#policy-state[data-state="fails"]').waitFor();
  // While one types, other mistakes are marked for a moment.
  await page.locator('.cm-lintRange-error', { hasText: 'colour' }).waitFor();
  await page.keyboard.press('F8');
  await page.locator('.cm-diagnostic-error', { hasText: '"colour"' }).waitFor();
  await page.click('#tab-rules');
  await page.locator('.problems', { hasText: '"colour"' }).waitFor();
  assert.match(await page.locator('.card .tally').first().innerText(), /not tried/);
  await page.click('.problems button');
  await page.keyboard.type('"url": "https://blog.example/rules"');
  await page.keyboard.press('Delete');
  await page.close();
});

test('a policy whose example fails can still be tried, and says which example', async () => {
  const { page } = await openStudio(site);
  await typeComment(page, 'The bus was late again on Monday, and the driver said so.');
  await page.locator('#outcome[data-action="allow"], #outcome[data-action="advise"]').waitFor();
  await page.selectOption('#example-rule', 'threat');
  await page.click('#keep-example button[value="flags"]');
  await page.locator('#policy-state[data-state="fails"]').waitFor();
  const card = page.locator('.card[data-rule="threat"]');
  await card.locator('.tally[data-state="fails"]').waitFor();
  await typeComment(page, 'Somebody should shoot these people.');
  await page.locator('#outcome[data-action="reject"]').waitFor();
  await card.locator('summary').click();
  await card.locator('.examples [data-state="fails"]').waitFor();
  assert.equal(await card.locator('.examples [data-state="fails"]').count(), 1);
  await page.click('.toast button');
  await worksAgain(page);
  await page.close();
});

test('a finding that is wrong becomes an example that must pass', async () => {
  const { page } = await openStudio(site);
  await typeComment(page, 'You are an idiot.');
  await page.locator('.finding').first().waitFor();
  await page.click('.finding button:has-text("Right")');
  await worksAgain(page);
  const card = page.locator('.card[data-rule="personal-attack"] .tally');
  assert.match(await card.innerText(), /9 examples work/);
  await page.close();
});

test('a rule is changed in the form, and removed, and both can be taken back', async () => {
  const { page } = await openStudio(site);
  await page.click('#add-rule');
  await page.fill('#form-phrases', 'weather');
  await page.fill('#form-message-en', 'Not about the weather, please.');
  await page.fill('#form-flags', 'What weather!');
  await page.click('.form-end .main');
  const card = page.locator('.card[data-rule="weather"]');
  await card.locator('[data-state="works"]').first().waitFor();
  await card.getByRole('button', { name: 'Change' }).click();
  assert.equal(await page.inputValue('#form-flags'), 'What weather!');
  await page.check('input[name="action"][value="hold"]');
  await page.click('.form-end .main');
  await card.locator('.badge', { hasText: 'held' }).waitFor();
  await worksAgain(page);
  await card.getByRole('button', { name: 'Remove the rule' }).click();
  await card.waitFor({ state: 'detached' });
  await page.click('.toast button');
  await card.waitFor();
  await page.close();
});

test('a link opens the same policy, post and comment elsewhere', async () => {
  const first = await openStudio(site);
  await first.page.fill('#post-tags', 'law');
  await typeComment(first.page, 'You are an idiot 😀.');
  await first.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await first.page.click('#save');
  await first.page.click('#save-link');
  await first.page.locator('#save-note:not(:empty)').waitFor();
  const link = await first.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#studio=/);
  await first.page.keyboard.press('Escape');
  const second = await openStudio(site, { path: link });
  await second.page.locator('.finding').first().waitFor();
  assert.equal(await second.page.inputValue('#post-tags'), 'law');
  assert.equal(await policyText(second.page), await policyText(first.page));
  await first.page.close();
  await second.page.close();
});

test('a broken link says so, and the Studio works', async () => {
  const { page } = await openStudio(site, { path: '/studio/#studio=AAAA' });
  assert.match(await page.locator('#toast').innerText(), /cannot be read/);
  await page.close();
});

test('the published form has no rules for the server, and a file is opened again', async () => {
  const { page } = await openStudio(site);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('#save').then(() => page.click('#save-published')),
  ]);
  const path = await download.path();
  await page.setInputFiles('#policy-file', path);
  await page.locator('#toast', { hasText: 'Loaded' }).waitFor();
  await worksAgain(page);
  assert.match(await policyText(page), /"revision":"sha256:/);
  await page.setInputFiles('#policy-file', {
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('not a policy'),
  });
  await page.locator('#toast', { hasText: 'notes.txt is no policy' }).waitFor();
  await worksAgain(page);
  await page.close();
});

test('the large policy of the blog about China is edited and tried', async () => {
  const { page, complaints } = await openStudio(site);
  await startFrom(page, 'china');
  await page.click('#tab-file');
  await newLineAfter(page, '"name": ');
  await page.keyboard.type('"url": "https://blog.example/policy",');
  await worksAgain(page);
  assert.ok((await page.locator('#policy-editor .cm-line').count()) < 200, 'only what is seen');
  await typeComment(page, 'But America does it too. What about the kids who disappear there?');
  await page.locator('.finding', { hasText: /./ }).first().waitFor();
  await page.click('#why > summary');
  await page.locator('.why-rule').nth(10).waitFor();
  assert.deepEqual(complaints, []);
  await page.close();
});
