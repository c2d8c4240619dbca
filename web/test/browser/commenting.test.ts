// The main story: what somebody who comments sees, and what the server makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seesFinding } from './fixture.js';
import { comparisonPost, plainPost, typeComment, useSite, visit } from './site.js';

const site = useSite();
const deflection = 'But America does it too. What about the kids who disappear there?';
const threat = 'I know where you live and I will kill you.';

test('a deflecting comment is found while it is typed, with its words and the way out', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, deflection);
  await seesFinding(page);
  const finding = page.locator('[part="finding"]').first();
  assert.match(await finding.innerText(), /America/);
  assert.match(await finding.innerText(), /The policy says/);
  assert.notEqual(await finding.locator('[part="advice"]').innerText(), '');
  assert.notEqual(await page.locator('[part="mark"]').count(), 0);
  await page.close();
});

test('Edit comes first and leads back to the untouched text; Post anyway posts it', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, deflection);
  await seesFinding(page);
  await page.click('button[type="submit"]');
  const summary = page.locator('[part="summary"]');
  await page.locator('[part="edit"]').waitFor();
  assert.equal(await summary.evaluate((element) => element.matches(':focus')), true);
  await page.keyboard.press('Tab');
  const stops: (string | null)[] = [];
  for (let step = 0; step < 8; step++) {
    const part = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part') ?? null,
    );
    if (part && part !== 'link') stops.push(part);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(stops.slice(0, 2), ['edit', 'post-anyway']);
  await page.click('[part="edit"]');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'comment');
  assert.equal(await page.inputValue('#comment'), deflection);
  // Another text is asked about anew; the same one would be posted now.
  await page.keyboard.press('End');
  await page.keyboard.type(' Every week.');
  await page.click('button[type="submit"]');
  await page.click('[part="post-anyway"]');
  await page.waitForURL(/#comment-\d+/);
  assert.match(await page.locator('.comment').last().innerText(), /But America does it too/);
  await page.close();
});

test('Escape leads from the summary back to the box', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, deflection);
  await page.click('button[type="submit"]');
  await page.locator('[part="edit"]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'comment');
  await page.close();
});

test('the same comment is free under a post that invites comparison', async () => {
  const { page } = await visit(site, comparisonPost);
  await typeComment(page, deflection);
  await page.locator('[part="ready"]').waitFor();
  // What was said of half of the text goes with the verdict on all of it.
  await page.locator('[part="finding"]').first().waitFor({ state: 'hidden' });
  await page.click('button[type="submit"]');
  await page.waitForURL(/#comment-\d+/);
  await page.close();
});

test('a threat is explained, may be sent, and the server refuses it without losing a word', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, threat);
  await page.locator('[part="panel"][data-action="reject"]').waitFor();
  await page.click('button[type="submit"]');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.click('[part="post-anyway"]');
  assert.equal((await answer).status(), 422);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.inputValue('#comment'), threat);
  assert.equal(await page.inputValue('#name'), 'Reader');
  assert.equal(await page.locator('.comment', { hasText: 'kill' }).count(), 0);
  await page.close();
});

test('a comment that is mended is told so, and posts at the first press', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, deflection);
  await seesFinding(page);
  await page.fill(
    '#comment',
    'I filed a case in Chengdu in 2019: the clerk gave me the printed list, and after that it took two days.',
  );
  await page.locator('[part="ready"]').waitFor();
  assert.equal(await page.locator('[part="panel"]').isVisible(), false);
  await page.click('button[type="submit"]');
  await page.waitForURL(/#comment-\d+/);
  await page.close();
});

test('a short beginning is left in peace until the writer pauses', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, 'Nice');
  await page.waitForTimeout(300);
  assert.equal(await page.locator('[part="panel"]').isVisible(), false);
  await page.close();
});

test('one live region says what was found, once', async () => {
  const { page } = await visit(site, plainPost);
  await page.focus('#comment');
  await page.locator('.precheck [role="status"]').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const region = document.querySelector('.precheck [role="status"]');
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    if (region)
      new MutationObserver(() => spoken.push(region.textContent)).observe(region, {
        childList: true,
      });
  });
  await page.keyboard.type(deflection);
  await page.waitForTimeout(1600);
  await page.keyboard.type(' Really');
  await page.waitForTimeout(1600);
  const spoken = await page.evaluate(() => Reflect.get(window, 'spoken') as string[]);
  assert.equal(spoken.length, 1, spoken.join(' | '));
  const described = await page.evaluate(() =>
    document.querySelector('#comment')?.getAttribute('aria-describedby'),
  );
  assert.match(described ?? '', /^precheck-status-\d+$/);
  await page.close();
});

test('a press on the button is never lost to a panel that comes in between', async () => {
  const { page } = await visit(site, plainPost);
  await typeComment(page, 'Nice');
  const button = await page.locator('button[type="submit"]').boundingBox();
  assert.ok(button);
  await page.mouse.move(button.x + 10, button.y + 10);
  await page.mouse.down();
  await page.waitForTimeout(1600);
  assert.equal(await page.locator('[part="panel"]').isVisible(), false);
  await page.mouse.up();
  await page.waitForURL(/#comment-\d+/);
  await page.close();
});
