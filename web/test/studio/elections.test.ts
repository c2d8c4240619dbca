// A new owner's first rule, from a template: no talk of elections, except under posts tagged politics.
// With PRECHECK_PICTURES=FOLDER each step leaves a picture.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyShape } from '../../studio/src/policy/shape.js';
import { dropFile, picture, policyText, startFrom, typeComment } from './pages.js';
import { openStudio, useStudio, worksAgain } from './site.js';

const site = useStudio();

test('the rule about elections, step by step', async () => {
  const { page, requests, complaints } = await openStudio(site);

  await page.click('#start');
  await picture(page, '1-start');
  await page.keyboard.press('Escape');
  await startFrom(page, 'local-forum');
  const loaded = requests.length;

  await page.click('#add-rule');
  await page.fill('#form-name', 'Elections');
  await page.fill('#form-phrases', 'election\nelections\nvote for * (mayor|council|party)');
  await page.fill('#form-message-en', 'This is about an election, and this post is not.');
  await page.fill('#form-advice-en', 'Elections have their own posts: look for the tag politics.');
  await page.check('input[name="where"][value="except"]');
  await page.fill('#form-tags', 'politics');
  await page.fill(
    '#form-flags',
    'The election was a farce.\nI will vote for the old mayor again.\nWhat a day!',
  );
  await page.fill('#form-passes', 'The library has a fine selection of novels.');
  const flags = page.locator('#form-flags-state > li');
  await flags.nth(2).and(page.locator('[data-state="fails"]')).waitFor();
  assert.deepEqual(await flags.locator('mark').allTextContents(), [
    'election',
    'vote for the old mayor',
  ]);
  await page.locator('#form-flags').scrollIntoViewIfNeeded();
  await picture(page, '2-form');

  // An example that does not do what it should keeps the rule out.
  await page.click('.form-end .main');
  await page.locator('#form-problem:not(:empty)').waitFor();
  await page.fill('#form-flags', 'The election was a farce.\nI will vote for the old mayor again.');
  await page.locator('#form-flags-state > [data-state="fails"]').waitFor({ state: 'detached' });
  await page.click('.form-end .main');
  await page.locator('#rule-dialog').waitFor({ state: 'hidden' });
  await worksAgain(page);
  const card = page.locator('.card[data-rule="elections"]');
  assert.match(await card.locator('.tally').innerText(), /4 examples work/);
  await picture(page, '3-rule');

  await typeComment(page, 'Who cares about the election in May?');
  await page.locator('.finding', { hasText: 'This is about an election' }).waitFor();
  await page.click('#why > summary');
  await page.locator('.why-rule[open]').first().waitFor();
  await picture(page, '4-try');
  await page.click('#why > summary');
  await page.fill('#post-tags', 'Politics');
  await page.locator('#outcome[data-action="allow"]').waitFor();
  await page.selectOption('#example-rule', 'elections');
  await page.click('#keep-example button[value="passes"]');
  await card.locator('.tally', { hasText: '5 examples work' }).waitFor();

  const policy = JSON.parse(await policyText(page)) as PolicyShape;
  const rule = policy.rules?.find(({ id }) => id === 'elections');
  assert.deepEqual(policy.posts?.['tagged-politics'], { tags: ['politics'] });
  assert.deepEqual(rule?.unless, { post: 'tagged-politics' });
  assert.deepEqual(rule.examples?.passes, [
    'The library has a fine selection of novels.',
    { comment: 'The election was a farce.', post: { tags: ['politics'] } },
    { comment: 'Who cares about the election in May?', post: { tags: ['Politics'] } },
  ]);

  const past = Array.from({ length: 400 }, (_, index) =>
    JSON.stringify({
      comment:
        index % 8 === 0 ? 'The election again, and again.' : `The bus was late, no ${index}.`,
      date: `2025-${String(1 + (index % 12)).padStart(2, '0')}-03`,
      status: index % 16 === 0 ? 'spam' : 'approved',
      post: { title: 'The new bus line', tags: ['transport'] },
    }),
  );
  await dropFile(page, 'comments.jsonl', past);
  await page.locator('.figures').waitFor();
  await page.locator('.row-list li').first().waitFor();
  assert.match(await page.locator('.figures').innerText(), /\+50\s+newly flagged/);
  await picture(page, '5-past');

  assert.deepEqual(requests.slice(loaded), [], 'nothing is asked for or sent after a template');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('on a phone', async () => {
  const { page } = await openStudio(site, { width: 390, height: 844 });
  await picture(page, '6-phone-rules');
  await page.click('#tab-try');
  await typeComment(page, 'You are an idiot and a liar.');
  await page.locator('.finding').first().waitFor();
  assert.equal(await page.locator('#rules').isVisible(), false);
  await picture(page, '7-phone-try');
  await page.close();
});

test('in the dark, in Chinese', async () => {
  const { page } = await openStudio(site, { scheme: 'dark' });
  await page.click('#other-language');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
  await typeComment(page, 'You are an idiot and a liar.');
  await page.locator('.finding').first().waitFor();
  assert.match(await page.locator('#findings').innerText(), /正确：留作示例/);
  await picture(page, '8-dark-chinese');
  await page.close();
});
