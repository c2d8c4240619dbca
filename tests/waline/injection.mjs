// 1,000 strings that would run a script somewhere: as comment, name and address of its writer, and
// as the texts of a policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hostilePolicy, payloads } from '../wordpress/payloads.mjs';
import { root, startWaline } from './site.mjs';

const path = '/posts/injection/';
const perPage = 100; // what Waline's server gives at most

/** The last rule refuses. */
const policy = hostilePolicy((index) => (index < payloads.length - 1 ? 'warn' : 'reject'));

/** `world()` has what the tests before have started: project, pages, browser. */
export function injection(world) {
  let waline;

  test('1,000 payloads as comment, name and address go through the server, each judged', async () => {
    const { project, pages } = world();
    const file = join(project.project, 'hostile.json');
    writeFileSync(file, JSON.stringify(policy));
    pages.add(path, execFileSync(join(root, 'build/precheck'), ['publish', file], { maxBuffer: 16 << 20 }));
    waline = await startWaline(project, 'hostile', "{ policy: join(__dirname, 'hostile.json') }");
    const refused = [];
    // One after the other: Waline with SQLite answers "database is locked" to some that come at once.
    for (const [index, payload] of payloads.entries()) {
      const { errno, errmsg } = await say(payload, index);
      if (errno !== 0) refused.push([payload, errmsg]);
    }
    assert.deepEqual(refused, []);
    const stored = await waline.stored();
    const texts = new Set(stored.map(({ comment }) => comment));
    for (const [index, payload] of payloads.entries()) assert.ok(texts.has(textOf(payload, index)), payload);
    const rules = new Set(waline.entries().flatMap(({ rules: found }) => found));
    assert.equal(rules.size, payloads.length - 1);
  });

  test('shown on the page, in the widget and in a refusal, none of them runs', async () => {
    const { pages, browser } = world();
    const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
    page.setDefaultTimeout(120_000);
    const dialogs = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.accept();
    });
    await page.goto(`${pages.address}${path}?server=${waline.address}&size=${perPage}`);
    const cards = page.locator('.wl-card-item');
    for (let shown = perPage; shown < payloads.length; shown += perPage) {
      await cards.nth(shown - 1).waitFor();
      await page.click('.wl-operation button');
    }
    await cards.nth(payloads.length - 1).waitFor();
    // Broken images and focus fire a little later.
    await page.waitForTimeout(500);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(await harmful(page, '.wl-cards'), []);

    // The policy's texts, all at once.
    await page.fill('textarea.wl-editor', policy.rules.map((_, index) => `trigger${index}x`).join(' '));
    await page.locator('[part="finding"]:visible').nth(payloads.length - 1).waitFor();
    await page.waitForTimeout(300);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(await harmful(page, '[part="panel"]'), []);
    await page.fill('[name="nick"]', payloads[7]);
    await page.click('.wl-btn.primary[type=submit]');
    await page.getByRole('button', { name: 'Post anyway' }).click();
    await page.waitForFunction(() => !document.querySelector('.wl-btn.primary[disabled]'));
    // Waline's own alert shows the refusal, as text; a payload's would say "1".
    while (dialogs.length === 0) await page.waitForTimeout(50);
    assert.equal(dialogs.length, 1);
    assert.ok(dialogs[0].includes(payloads[3]));
    await page.close();
  });

  test('a NUL byte is refused by Waline itself, with the plugin or without', async () => {
    const { status } = await waline.api('POST', 'comment', { comment: 'a\0b', url: path, nick: 'x', link: '' });
    assert.equal(status, 500);
    assert.ok(!(await waline.stored()).some(({ comment }) => comment.startsWith('a')));
    assert.equal(waline.entries().filter(({ event }) => event === 'failed').length, 0);
    await waline.stop();
  });

  /** The last trigger is refused, so that comment goes without. */
  function textOf(payload, index) {
    return index < payloads.length - 1 ? `trigger${index}x ${payload}` : payload;
  }

  function say(payload, index) {
    const comment = textOf(payload, index);
    return waline.api('POST', 'comment', { comment, url: path, nick: payload, link: payload, mail: '' });
  }
}

/** What could run a script below `where`. */
function harmful(page, where) {
  return page.evaluate((selector) => {
    const found = [];
    for (const element of document.querySelectorAll(`${selector} *`)) {
      if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK'].includes(element.tagName)) found.push(element.outerHTML);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || (/^(href|src|action|data)$/.test(name) && /^\s*(javascript|vbscript|data:text)/i.test(value)))
          found.push(`${element.tagName} ${name}="${value}"`);
      }
    }
    return found;
  }, where);
}
