// Everyone: axe finds nothing in any state, in light and dark, wide and narrow.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { seesFinding } from './fixture.js';
import { plainPost, typeComment, useSite, visit } from './site.js';

const site = useSite();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const deflection = 'But America does it too. What about the kids who disappear there?';

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResult>(() =>
    (Reflect.get(window, 'axe') as { run(): Promise<AxeResult> }).run(),
  );
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.failureSummary ?? node.html).join('; ')}`,
  );
}

const states: [name: string, reach: (page: Page) => Promise<void>][] = [
  ['nothing typed', async (page) => page.focus('#comment')],
  [
    'findings',
    async (page) => {
      await typeComment(page, deflection);
      await seesFinding(page);
    },
  ],
  [
    'held',
    async (page) => {
      await typeComment(page, deflection);
      await page.click('button[type="submit"]');
      await page.locator('[part="edit"]').waitFor();
    },
  ],
  [
    'a mark explained and a mistake noted',
    async (page) => {
      await typeComment(page, deflection);
      await page.locator('[part="mistake"]').first().click();
      await page.focus('#comment');
      await page.keyboard.press('Control+Home');
      for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
      await page.locator('[part="tip"]').waitFor();
    },
  ],
  [
    'right to left',
    async (page) => {
      await page.evaluate(() => {
        document.documentElement.lang = 'ar';
        document.documentElement.dir = 'rtl';
      });
      await typeComment(page, deflection);
      await seesFinding(page);
    },
  ],
  [
    'refused',
    async (page) => {
      await typeComment(page, 'I know where you live and I will kill you.');
      await page.locator('[part="panel"][data-action="reject"]').waitFor();
    },
  ],
  [
    'ready',
    async (page) => {
      await typeComment(
        page,
        'I filed a case in Chengdu in 2019, and the clerk gave me the printed list the same morning.',
      );
      await page.locator('[part="ready"]').waitFor();
    },
  ],
];

for (const [name, reach] of states) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`axe finds nothing: ${name}, ${scheme}`, async () => {
      const { page } = await visit(site, plainPost, {
        scheme,
        width: scheme === 'dark' ? 320 : 1000,
        prepare: (fresh) => fresh.addInitScript(axe),
      });
      await reach(page);
      await page.waitForTimeout(300);
      assert.deepEqual(await violations(page), []);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wider, false, 'the page scrolls sideways');
      await page.close();
    });
  }
}

test('in forced colours the unseen copy of the text stays unseen', async () => {
  const { page } = await visit(site, plainPost, { forcedColors: 'active' });
  await typeComment(page, deflection);
  const mark = page.locator('[part="mark"]').first();
  await mark.waitFor();
  const looks = await mark.evaluate((element) => {
    const { color, textDecorationLine } = getComputedStyle(element);
    return { color, textDecorationLine };
  });
  assert.deepEqual(looks, { color: 'rgba(0, 0, 0, 0)', textDecorationLine: 'underline' });
  await page.close();
});

test('with text twice as large nothing is cut off and nothing scrolls sideways', async () => {
  const { page } = await visit(site, plainPost, { width: 640 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await typeComment(page, deflection);
  await seesFinding(page);
  const cut = await page.evaluate(() => {
    const panel = document.querySelector('.precheck')?.shadowRoot?.querySelector('[part="panel"]');
    const wide = document.documentElement.scrollWidth > innerWidth;
    return wide || !panel || panel.scrollWidth > panel.clientWidth;
  });
  assert.equal(cut, false);
  await page.close();
});
