// Whatever breaks, the form posts at the first press and the console has one line for the owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Fault, faults } from '../../../tests/browser/faults.mjs';
import { deflection, open, seesFinding, tagWith } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>';

/** Brings about what the list says, before the page is opened. */
async function cause(page: Page, { answer, script, policy }: Fault): Promise<void> {
  if (script) await page.addInitScript(script);
  if (policy) await page.route('**/policy.json', (route) => route.fulfill({ body: policy }));
  if (!answer) return;
  const { path, status, body = '', type } = answer;
  await page.route(`**${path}`, (route) =>
    status ? route.fulfill({ status, body, ...(type && { contentType: type }) }) : route.abort(),
  );
}

/** Notes for the next page what became of each press: whether somebody held its form back. */
function noteSubmits(page: Page): Promise<void> {
  return page.addInitScript(() => {
    addEventListener('submit', (event) => {
      const notes = `${sessionStorage.getItem('submits') ?? ''}${event.defaultPrevented ? 'held ' : 'posted '}`;
      sessionStorage.setItem('submits', notes);
    });
  });
}

for (const fault of faults) {
  const { name, remedy, attributes, headers } = fault;
  test(`the form posts when ${name}, and one line says how to mend it`, async () => {
    const { page, complaints } = await open(site, {
      body: `${form}${attributes?.startsWith('data-policy') ? `<script src="/precheck/precheck.js" ${attributes} defer></script>` : tagWith(attributes ?? '')}`,
      ...(headers && { headers }),
      options: {
        prepare: async (fresh) => {
          await noteSubmits(fresh);
          await cause(fresh, fault);
        },
      },
    });
    await page.locator('#comment').focus();
    await page.keyboard.type(deflection);
    await page.waitForTimeout(400);
    assert.equal(await page.inputValue('#comment'), deflection);
    assert.equal(await page.locator('[part="panel"]:visible').count(), 0, 'a broken panel shows');
    await page.locator('#send').click();
    await page.waitForURL(/\/posted/);
    const submits = await page.evaluate(() => sessionStorage.getItem('submits'));
    assert.equal(submits, 'posted ', 'the press itself posts, and nothing is waited for');
    const ours = complaints.filter((line) => line.startsWith('precheck: '));
    assert.equal(ours.length, 1, complaints.join('\n'));
    assert.match(ours[0] ?? '', remedy);
    await page.close();
  });
}

test('the form posts while the policy never comes, and after a while one line says so', async () => {
  const { page, complaints } = await open(site, {
    body: `${form}${tagWith('')}`,
    script: `document.querySelector('#f').addEventListener('submit', (event) => { event.preventDefault(); window.sent = true; });`,
    options: { prepare: (fresh) => fresh.route('**/policy.json', () => undefined) },
  });
  await page.locator('#comment').focus();
  await page.keyboard.type(deflection);
  await page.locator('#send').click();
  assert.equal(await page.evaluate(() => Reflect.get(window, 'sent') as boolean), true);
  await page.waitForTimeout(8_500);
  assert.equal(complaints.filter((line) => line.startsWith('precheck: ')).length, 1);
  await page.close();
});

test('where the panel cannot be seen, nobody can be asked: the comment posts at the first press', async () => {
  const { page } = await open(site, `${form}${tagWith('')}`);
  await page.locator('#comment').focus();
  await page.keyboard.type(deflection);
  await seesFinding(page);
  await page.evaluate(() => {
    const surface = document.querySelector('.precheck')?.shadowRoot?.querySelector('.surface');
    surface?.setAttribute('style', 'display: none');
  });
  await page.locator('#send').click();
  await page.waitForURL(/\/posted/);
  await page.close();
});
