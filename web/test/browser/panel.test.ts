// The panel and the explanations of marks, finding by finding.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, deflection, open, seesFinding, tagWith, typeInto } from './fixture.js';
import { type Site, useSite, type Visit } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment" rows="4" cols="70"></textarea><button>Post</button></form>';

function openWith(
  attributes: string,
  more: { body?: string; touch?: boolean } = {},
): Promise<Visit> {
  return open(site, {
    body: `${form}${more.body ?? ''}${tagWith(attributes)}`,
    options: { touch: more.touch ?? false },
  });
}

test('a finding has its reason, the way out, the policy’s sentence with a link, and a passing example', async () => {
  const { page } = await openWith('data-policy-page="/policy"');
  await typeInto(page, '#comment');
  await seesFinding(page);
  const finding = page.locator('[part="finding"]').first();
  for (const part of ['word', 'message', 'advice', 'quote', 'example']) {
    assert.notEqual(
      (await finding.locator(`[part="${part}"]`).first().innerText()).trim(),
      '',
      part,
    );
  }
  const link = finding.locator('[part="link"]');
  assert.equal(await link.getAttribute('href'), `${site.address}/policy`);
  assert.equal(await link.getAttribute('rel'), 'noopener');
  assert.match(await page.locator('[part="next"]').innerText(), /strike/);
  await page.close();
});

test('what follows is counted for an author whose strikes are known', async () => {
  const { page } = await openWith('data-author="#me"', {
    body: '<script type="application/json" id="me">{"strikes":1}</script>',
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(
    await page.locator('[part="strikes"]').innerText(),
    'This can count as your 2nd strike of 5.',
  );
  assert.equal(await page.locator('[part="strike-dots"] i[data-taken]').count(), 2);
  await page.close();
});

test('“This is a mistake” tells the page and the blog’s server, but not what was written', async () => {
  const reports: string[] = [];
  const { page } = await open(site, {
    body: `${form}${tagWith('data-mistakes="/mistakes"')}`,
    script: `window.mistakes = [];
      document.addEventListener('precheck:mistake', (event) => window.mistakes.push(event.detail));`,
    options: {
      prepare: (fresh) =>
        fresh.route('**/mistakes', async (route) => {
          reports.push(route.request().postData() ?? '');
          await route.fulfill({ status: 204 });
        }),
    },
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.locator('[part="mistake"]').first().click();
  await page.locator('[part="mistake-noted"]').first().waitFor();
  assert.equal(await page.locator('[part="mistake"]').first().isVisible(), false);
  const [event] = await page.evaluate(() => Reflect.get(window, 'mistakes') as object[]);
  const report = JSON.parse(reports[0] ?? '{}') as Record<string, string>;
  assert.deepEqual(Object.keys(event ?? {}).sort(), ['category', 'revision', 'rule']);
  assert.deepEqual(Object.keys(report).sort(), ['category', 'page', 'revision', 'rule']);
  assert.equal(report['rule'], 'western-comparison');
  assert.match(report['revision'] ?? '', /^sha256:/);
  assert.equal(report['page'], `${site.address}/fixture`);
  assert.equal(reports.length, 1);
  // It stays noted while the finding stays.
  await page.focus('#comment');
  await page.keyboard.type(' Hm');
  await page.waitForTimeout(200);
  assert.equal(await page.locator('[part="mistake"]').first().isVisible(), false);
  await page.close();
});

test('without an address for it, a mistake requests nothing', async () => {
  const { page, requests } = await openWith('');
  await typeInto(page, '#comment');
  await seesFinding(page);
  const before = requests.length;
  await page.locator('[part="mistake"]').first().click();
  await page.waitForTimeout(200);
  assert.equal(requests.length, before);
  await page.close();
});

test('advise never stops anyone', async () => {
  const { page } = await openWith('');
  await typeInto(page, '#comment', 'lol');
  await page.locator('[part="panel"][data-action="advise"]').waitFor();
  await page.click('#f button');
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('a comment in which nothing is found is ready, and says so quietly', async () => {
  const { page } = await openWith('');
  await typeInto(
    page,
    '#comment',
    'In Chengdu the clerk gave me the printed list the same morning, as § 3 says.',
  );
  await page.locator('[part="ready"]').waitFor();
  assert.match(await page.locator('[part="ready"]').innerText(), /Ready to post/);
  assert.equal(await page.locator('[part="panel"]').isVisible(), false);
  await page.close();
});

async function markPlace(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('[part="mark"]').first().boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function ready(visit: Visit): Promise<Page> {
  await typeInto(visit.page, '#comment');
  await seesFinding(visit.page);
  await visit.page.locator('[part="mark"]').first().waitFor();
  await visit.page.waitForTimeout(150);
  return visit.page;
}

test('the pointer on a mark explains it, may go over to the explanation, and Escape closes it', async () => {
  const page = await ready(await openWith(''));
  const tip = page.locator('[part="tip"]');
  const { x, y } = await markPlace(page);
  await page.mouse.move(x, y);
  await tip.waitFor();
  assert.match(await tip.innerText(), /Western country/);
  assert.equal(await page.locator('[part="finding"][data-current]').count(), 1);
  const place = await tip.boundingBox();
  assert.ok(place);
  assert.ok(place.y > y && place.y < y + 60, 'it stands under its mark');
  await page.mouse.move(place.x + 20, place.y + 10, { steps: 4 });
  await page.waitForTimeout(500);
  assert.equal(await tip.isVisible(), true);
  await page.mouse.move(x, y);
  await page.keyboard.press('Escape');
  await tip.waitFor({ state: 'hidden' });
  await page.mouse.move(x + 2, y);
  await tip.waitFor();
  await page.mouse.move(5, 5);
  await tip.waitFor({ state: 'hidden' });
  await page.close();
});

test('the caret in a mark explains it; typing closes the explanation', async () => {
  const page = await ready(await openWith(''));
  const tip = page.locator('[part="tip"]');
  await page.keyboard.press('Home');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
  await tip.waitFor();
  await page.keyboard.type('x');
  await tip.waitFor({ state: 'hidden' });
  await page.close();
});

test('a tap on a mark explains it, a tap beside it closes the explanation', async () => {
  const page = await ready(await openWith('', { touch: true }));
  const tip = page.locator('[part="tip"]');
  const { x, y } = await markPlace(page);
  await page.touchscreen.tap(x, y);
  await tip.waitFor();
  await page.touchscreen.tap(x, y + 45);
  await tip.waitFor({ state: 'hidden' });
  assert.equal(await page.inputValue('#comment'), deflection);
  await page.close();
});

test('a mark in an editor is explained as well', async () => {
  const { page } = await open(site, {
    body: `<div class="comments"><div id="box" contenteditable="true" role="textbox" aria-label="Comment"></div><button>Post</button></div>${tagWith('')}`,
  });
  await page.click('#box');
  await page.keyboard.type(deflection);
  await seesFinding(page);
  await page.waitForTimeout(150);
  const place = await page.evaluate(() => {
    const [range] = CSS.highlights.get('precheck-warn') ?? [];
    const { left, top, width, height } = (range as Range).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.move(place.x, place.y);
  await page.locator('[part="tip"]').waitFor();
  await page.close();
});

/** A policy of one rule that finds “tea”. */
export function teaPolicy(rule: object): string {
  return JSON.stringify({
    format: 1,
    name: 'Tea',
    rules: [
      {
        id: 'tea', category: 'off-topic', action: 'warn', message: 'No tea.',
        match: { words: ['tea'] }, ...rule,
      },
    ],
  }); // prettier-ignore
}

async function openTea(tea: Site, rule: object): Promise<Page> {
  const { page } = await open(tea, {
    body: `${form}${tagWith('')}`,
    options: {
      prepare: (fresh) => answer(fresh, '/policy.json', 'application/json', teaPolicy(rule)),
    },
  });
  await typeInto(page, '#comment', 'I like tea.');
  await seesFinding(page);
  return page;
}

test('without a ladder, quote or example the panel is short', async () => {
  const page = await openTea(site, {});
  for (const part of ['more', 'next', 'advice']) {
    assert.equal(await page.locator(`[part="${part}"]`).first().isVisible(), false, part);
  }
  await page.close();
});

test('hold and reject say what the blog will do', async () => {
  const held = await openTea(site, { action: 'hold' });
  assert.match(await held.locator('[part="next"]').innerText(), /moderator/);
  await held.close();
  const refused = await openTea(site, { action: 'reject' });
  assert.match(await refused.locator('[part="next"]').innerText(), /refuse/);
  await refused.close();
});

const languages: [language: string, edit: RegExp, direction: string][] = [
  ['zh-CN', /修改/, 'ltr'],
  ['zh-TW', /修改/, 'ltr'],
  ['ja', /書き直す/, 'ltr'],
  ['es-AR', /Editar/, 'ltr'],
  ['fr', /Modifier/, 'ltr'],
  ['de-AT', /Bearbeiten/, 'ltr'],
  ['ar', /تعديل/, 'rtl'],
  ['sv', /Edit/, 'ltr'],
];

for (const [language, edit, direction] of languages) {
  test(`the widget speaks ${language}, and loads that language alone`, async () => {
    const { page, requests } = await openWith(`data-language="${language}"`);
    await typeInto(page, '#comment');
    await seesFinding(page);
    await page.click('#f button');
    assert.match(await page.locator('[part="edit"]').innerText(), edit);
    assert.equal(await page.locator('[part="panel"]').getAttribute('dir'), direction);
    const files = requests.filter((path) => path.startsWith('/precheck/i18n/'));
    assert.ok(new Set(files).size <= 1, files.join());
    await page.close();
  });
}
