// A file of past comments, tried in the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropFile } from './pages.js';
import { openStudio, useStudio, worksAgain } from './site.js';

const site = useStudio();
const attack = 'You are an idiot.';
const fine = 'The clerk gave me the printed list the same morning.';

function jsonl(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ comment: index % 10 === 0 ? `${attack} No ${index}.` : `${fine} ${index}` }),
  );
}

test('50,000 comments: exact counts, a page of rows, and nothing sent', async () => {
  const { page, requests, complaints } = await openStudio(site);
  const before = requests.length;
  // Turns of the page while the file is tried: it answers, and it draws.
  await page.evaluate(() => {
    Object.assign(window, { turns: 0 });
    const turn = () => {
      Object.assign(window, { turns: (Reflect.get(window, 'turns') as number) + 1 });
      requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  });
  await dropFile(page, 'past.jsonl', jsonl(50_000));
  await page.locator('#trial-progress').waitFor();
  await page.locator('.figures').waitFor({ timeout: 120_000 });
  assert.ok((await page.evaluate(() => Reflect.get(window, 'turns') as number)) > 5);
  assert.match(await page.locator('#past').innerText(), /50,000 comments of past\.jsonl/);
  assert.match(await page.locator('.figure').first().innerText(), /^5,000\s+flagged now/);
  await page.locator('.row-list li').nth(19).waitFor();
  assert.equal(await page.locator('.row-list li').count(), 20);
  assert.match(await page.locator('.pager').innerText(), /1 to 20 of 5,000/);
  assert.equal(await page.locator('.row-list mark').first().innerText(), 'You are an idiot');
  await page.click('[data-key="rows-on"]');
  await page.locator('.pager', { hasText: '21 to 40' }).waitFor();
  await page.locator('.row-list li').first().getByRole('button').click();
  await page.locator('.finding').first().waitFor();
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('stopped half-way, it shows what it saw', async () => {
  const { page } = await openStudio(site);
  await dropFile(page, 'past.jsonl', jsonl(100_000));
  await page.locator('#trial-rate', { hasText: 'a second' }).waitFor();
  await page.locator('.drop button').click();
  await page.locator('.figures').waitFor();
  assert.match(await page.locator('#past').innerText(), /Stopped after/);
  await page.close();
});

test('a changed policy is compared with the one that was loaded', async () => {
  const { page } = await openStudio(site);
  const card = page.locator('.card[data-rule="personal-attack"]');
  await card.locator('summary').click();
  await card.getByRole('button', { name: 'Remove the rule' }).click();
  await card.waitFor({ state: 'detached' });
  await worksAgain(page);
  await page.click('#add-rule');
  await page.fill('#form-phrases', 'clerk');
  await page.fill('#form-message-en', 'Not about clerks.');
  await page.fill('#form-flags', 'The clerk was kind.');
  await page.click('.form-end .main');
  // The rules are shown again when the new one is in: not before the file is dropped.
  await page.locator('#rule-dialog').waitFor({ state: 'hidden' });
  await page.locator('.card', { hasText: 'clerk' }).first().waitFor();
  await worksAgain(page);
  const csv = [
    'id,text,status',
    ...jsonl(200).map((_, index) => {
      const text = index % 10 === 0 ? attack : fine;
      return `${index},"${text}",${index % 10 === 0 ? 'spam' : 'approved'}`;
    }),
  ];
  await dropFile(page, 'past.csv', csv);
  await page.locator('.figures').waitFor();
  const figures = await page.locator('.figures').innerText();
  assert.match(figures, /\+180\s+newly flagged/);
  assert.match(figures, /−20\s+no longer flagged/);
  await page.selectOption('[data-key="rows-show"]', 'removed');
  await page.locator('.pager', { hasText: '1 to 20 of 20' }).waitFor();
  assert.equal(await page.locator('.row-list del').first().innerText(), 'personal-attack');
  await page.selectOption('[data-key="rows-show"]', 'missed');
  await page.locator('.pager', { hasText: 'of 20' }).waitFor();
  await page.click('.counts button:has-text("clerk")');
  await page.locator('.pager', { hasText: '1 to 20 of 180' }).waitFor();
  await page.close();
});

test('a file that is none of these says what is missing', async () => {
  const { page } = await openStudio(site);
  await dropFile(page, 'people.csv', ['id,name', '1,Ann']);
  await page.locator('#past .problem', { hasText: 'names no column "comment"' }).waitFor();
  await page.locator('.drop button').waitFor();
  await page.close();
});

test('where a content policy forbids workers, the page does the work in turns', async () => {
  const { page } = await openStudio(site, { path: '/studio/?no-worker' });
  await dropFile(page, 'past.jsonl', jsonl(3_000));
  await page.locator('.figures').waitFor();
  assert.match(await page.locator('.figure').first().innerText(), /^300\s+flagged now/);
  await page.close();
});
