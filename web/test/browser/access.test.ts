// Everyone: axe finds nothing in any state, in light and dark, wide and narrow.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
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
      await page.locator('[part="finding"]').first().waitFor();
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
