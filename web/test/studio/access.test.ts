// Everyone: axe finds nothing in any view, in light and dark, wide and narrow; the keyboard is enough.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { dropFile, typeComment } from './pages.js';
import { openStudio, useStudio } from './site.js';

const site = useStudio();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResult>(() =>
    (Reflect.get(window, 'axe') as { run(): Promise<AxeResult> }).run(),
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
}

type State = readonly [name: string, reach: (page: Page) => Promise<unknown>];

const states: readonly State[] = [
  [
    'rules, one open, a failing example',
    async (page) => {
      await openTry(page);
      await typeComment(page, 'The bus was late.');
      await page.locator('#keep-example').waitFor();
      await page.selectOption('#example-rule', 'threat');
      await page.click('#keep-example button[value="flags"]');
      await page.click('#tab-rules');
      await page.locator('.card[data-rule="threat"] summary').click();
      await page.locator('.examples [data-state="fails"]').waitFor();
    },
  ],
  [
    'file with an error',
    async (page) => {
      await page.click('#tab-file');
      await page.locator('#policy-editor .cm-line').nth(1).click();
      await page.keyboard.press('End');
      await page.keyboard.type(' oops');
      await page.locator('.cm-lintRange-error').waitFor();
      await page.keyboard.press('F8');
    },
  ],
  [
    'findings and why',
    async (page) => {
      await openTry(page);
      await typeComment(page, 'You are an 1d10t. "A quotation."');
      await page.locator('.finding').first().waitFor();
      await page.click('#more > summary');
      await page.click('#why > summary');
      await page.locator('.why-rule').last().locator('summary').click();
    },
  ],
  [
    'past comments',
    async (page) => {
      const rows = Array.from({ length: 120 }, (_, index) =>
        JSON.stringify({
          comment: index % 2 === 0 ? 'You are an idiot.' : 'Thank you.',
          date: `2025-0${1 + (index % 9)}-01`,
          status: index % 4 === 0 ? 'spam' : 'approved',
        }),
      );
      await dropFile(page, 'past.jsonl', rows);
      await page.locator('.row-list li').first().waitFor();
    },
  ],
  ['drop zone', async (page) => page.click('#tab-past')],
  ['templates', async (page) => page.click('#start')],
  ['saving', async (page) => page.click('#save')],
  [
    'the form, with something missing',
    async (page) => {
      await page.click('#add-rule');
      await page.fill('#form-phrases', 'weather');
      await page.check('input[name="where"][value="only"]');
      await page.fill('#form-flags', 'What weather!\nWhat a day!');
      await page.locator('#form-flags-state [data-state="fails"]').waitFor();
      await page.click('.form-end .main');
      await page.locator('#form-problem:not(:empty)').waitFor();
    },
  ],
];

async function openTry(page: Page): Promise<void> {
  if (await page.locator('#tab-try').isVisible()) await page.click('#tab-try');
}

const looks = [
  ['light', 1280],
  ['dark', 390],
] as const;
for (const [scheme, width] of looks) {
  test(`axe finds nothing: ${scheme}, ${width} wide`, async () => {
    for (const [name, reach] of states) {
      const { page } = await openStudio(site, {
        scheme,
        width,
        prepare: (fresh) => fresh.addInitScript(axe),
      });
      await reach(page);
      await page.waitForTimeout(250);
      assert.deepEqual(await violations(page), [], name);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wider, false, `${name}: the page scrolls sideways`);
      await page.close();
    }
  });
}

test('with the keyboard alone: a rule, a comment, an example', async () => {
  const { page } = await openStudio(site);
  const press = (key: string, times = 1) =>
    Array.from({ length: times }).reduce<Promise<void>>(
      (before) => before.then(() => page.keyboard.press(key)),
      Promise.resolve(),
    );
  await page.locator('#tab-rules').focus();
  await press('ArrowRight');
  assert.equal(await page.locator('#file').isVisible(), true);
  await press('Tab');
  await page.keyboard.type(' ');
  await press('Tab');
  const left = await page.evaluate(
    () => document.activeElement?.closest('#policy-editor') === null,
  );
  assert.ok(left, 'Tab leaves the editor');
  await page.locator('#tab-file').focus();
  await press('ArrowLeft');
  await page.locator('#add-rule').focus();
  await press('Enter');
  await page.keyboard.type('Weather');
  await press('Tab');
  await page.keyboard.type('weather');
  await press('Tab');
  await page.keyboard.type('Not about the weather.');
  await press('Tab', 2);
  await press('ArrowDown');
  await press('Tab');
  await press('Tab');
  await page.keyboard.type('What weather!');
  await press('Tab', 2);
  await page.locator('#form-flags-state [data-state="works"]').waitFor();
  await press('Enter');
  const card = page.locator('.card[data-rule="weather"]');
  await card.locator('.tally[data-state="works"]').waitFor();
  const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['key']);
  assert.equal(focused, 'rule weather');
  await page.locator('#add-rule').focus();
  await press('Enter');
  await press('Escape');
  assert.equal(await page.locator('#rule-dialog').isVisible(), false);
  await page.close();
});
