// Hostile policies, hostile pages: text stays text, a form stays a form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  answer,
  deflection,
  open,
  postsAnyway,
  seesFinding,
  tag,
  tagWith,
  typeInto,
} from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>';
const strict = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
};

/** Each sets window.broken if anything ever runs it. */
const payloads = [
  '<script>broken=1</script>',
  '<img src=x onerror=broken=1>',
  '<svg onload=broken=1>',
  '<svg><animate onbegin=broken=1 attributeName=x dur=1s>',
  '"><img src=x onerror=broken=1>',
  "'-broken=1-'",
  '</style><script>broken=1</script>',
  '</textarea><script>broken=1</script>',
  '<iframe srcdoc="<script>parent.broken=1</script>">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=broken=1>',
  '<a href="javascript:broken=1">click</a>',
  '<details open ontoggle=broken=1>',
  '<template><script>broken=1</script></template>',
  '<x-precheck onfocus=broken=1 autofocus tabindex=1>',
  '{{constructor.constructor("broken=1")()}}',
  '${broken=1}',
  '<!--><script>broken=1</script>-->',
  '\u2028<script>broken=1</script>',
  '&lt;script&gt;broken=1&lt;/script&gt;',
  '<b>bold</b>',
];

/** A rule for each payload, with the payload wherever a policy may have text. */
function policyOf(texts: readonly string[]): string {
  const rules = texts.map((text, index) => ({
    id: `rule-${index}`, category: 'off-topic', action: 'warn', message: text, advice: text, quote: text,
    match: { words: [`word${index}word`] }, examples: { passes: [text] },
  })); // prettier-ignore
  return JSON.stringify({ format: 1, name: texts[0], rules });
}

test(`whatever stands in a policy is shown as text and never runs: ${payloads.length} payloads`, async () => {
  const { page, complaints } = await open(site, {
    body: `${form}${tag}`,
    headers: strict,
    options: {
      prepare: (fresh) => answer(fresh, '/policy.json', 'application/json', policyOf(payloads)),
    },
  });
  await page.focus('#comment');
  await page.fill(
    '#comment',
    [...payloads.map((_, index) => `word${index}word.`), ...payloads].join(' '),
  );
  await page
    .locator('[part="finding"]')
    .nth(payloads.length - 1)
    .waitFor();
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => {
    const root = document.querySelector('.precheck')?.shadowRoot;
    const texts = (part: string): string[] =>
      [...(root?.querySelectorAll(`[part="${part}"]`) ?? [])].map((each) => each.textContent);
    return {
      broken: Reflect.has(window, 'broken'),
      messages: texts('message').sort(),
      advice: texts('advice').sort(),
      foreign: root?.querySelectorAll('script, img, svg, iframe, math, template, style, b').length,
    };
  });
  const sorted = [...payloads].sort();
  assert.deepEqual(seen, { broken: false, messages: sorted, advice: sorted, foreign: 0 });
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a policy whose links are not http(s) does not load', async () => {
  for (const url of [
    'javascript:broken=1',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ]) {
    const { page } = await open(site, {
      body: `${form}${tagWith(`data-policy-page="${url}"`)}`,
      options: {
        prepare: (fresh) =>
          answer(fresh, '/policy.json', 'application/json', policyOf(['No coffee.'])),
      },
    });
    await typeInto(page, '#comment', 'A word0word.');
    await seesFinding(page);
    assert.equal(await page.locator('[part="link"]').getAttribute('href'), null, url);
    await page.close();
  }
});

test('a page that allows next to nothing: a whole run without a violation', async () => {
  const { page, complaints } = await open(site, { body: `${form}${tag}`, headers: strict });
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.locator('[part="mistake"]').first().click();
  await postsAnyway(page, () => page.click('#send'));
  await page.waitForURL(/\/posted/);
  assert.deepEqual(complaints, []);
  await page.close();
});

const polluted = `
  for (const name of ['strikes', 'post', 'language', 'author', 'button', 'mistakes', 'policy', 'prepare', 'rule', 'spans', 'url', 'quote', 'advice', 'next', 'headline', '@graph', 'invites', 'ar', 'sv'])
    Object.defineProperty(Object.prototype, name, { value: 'polluted', writable: true, configurable: true, enumerable: false });`;

test('a polluted Object.prototype changes no verdict', async () => {
  const { page } = await open(site, {
    body: `${form}${tag}`,
    options: { prepare: (fresh) => fresh.addInitScript(polluted) },
  });
  await typeInto(page, '#comment');
  // A slow page may speak of the half-typed comment first.
  await page.locator('[part="message"]', { hasText: 'Western country' }).first().waitFor();
  await postsAnyway(page, () => page.click('#send'));
  await page.waitForURL(/\/posted/);
  await page.close();
});

test('policies and posts that try to pollute leave the page clean', async () => {
  const evil = '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}},"title":"x"}';
  const { page } = await open(site, {
    body: `<script type="application/json" id="post">${evil}</script><script type="application/json" id="me">${evil}</script>${form}${tagWith('data-post="#post" data-author="#me"')}`,
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  assert.equal(await page.evaluate(() => Reflect.get({}, 'evil') as unknown), undefined);
  await page.close();
});

/** Names that the widget, or a careless script, might read from a form or a document. */
const clobbered = [
  'submit', 'requestSubmit', 'action', 'method', 'elements', 'length', 'name', 'id', 'form', 'target', 'parentElement',
  'parentNode', 'nextSibling', 'nextElementSibling', 'firstChild', 'childNodes', 'children', 'attributes', 'classList',
  'className', 'style', 'dataset', 'isConnected', 'ownerDocument', 'nodeType', 'tagName', 'localName', 'textContent',
  'querySelector', 'querySelectorAll', 'closest', 'matches', 'contains', 'getAttribute', 'setAttribute', 'addEventListener',
  'dispatchEvent', 'getRootNode', 'after', 'append', 'remove', 'reset', 'checkValidity', 'toggleAttribute',
]; // prettier-ignore
const clobberedDocument = [
  'currentScript', 'activeElement', 'body', 'head', 'documentElement', 'baseURI', 'URL', 'defaultView', 'fonts', 'cookie',
  'createElement', 'createRange', 'querySelector', 'querySelectorAll', 'getElementById', 'addEventListener', 'adoptedStyleSheets', 'nodeType', 'contains',
]; // prettier-ignore

test(`a form and a document in which ${clobbered.length + clobberedDocument.length} names are taken`, async () => {
  const inputs = clobbered.map((name) => `<input type="hidden" name="${name}" id="${name}">`);
  const images = clobberedDocument.map((name) => `<img name="${name}" alt="">`);
  const { page, complaints } = await open(site, {
    body: `<div id="around"><form class="comments" action="/posted"><textarea name="comment"></textarea>${inputs.join('')}<button>Post</button></form></div>${images.join('')}${tag}`,
    script: `window.states = [];
      for (const type of ['precheck:ready', 'precheck:held', 'precheck:posting']) window.addEventListener(type, () => window.states.push(type));
      window.addEventListener('submit', () => window.states.push('submit'), { capture: true });`,
  });
  // The test's own tools trip over such a page: here nothing is read from the form or document.
  const press = (selector: string, inPanel: boolean): Promise<void> =>
    page.evaluate(
      ([wanted, shadow]) => {
        const find = (where: string): Element | null =>
          Document.prototype.querySelector.call(document, where);
        const root = shadow ? find('.precheck')?.shadowRoot : null;
        const element = root ? root.querySelector(wanted) : find(wanted);
        (element as HTMLElement).click();
      },
      [selector, inPanel] as const,
    );
  await page.keyboard.press('Tab');
  await page.keyboard.type(deflection);
  await page.waitForTimeout(1000);
  await press('form > button', false);
  await page.waitForTimeout(200);
  await press('[part="post-anyway"]', true);
  await page.waitForURL(/\/posted/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a page whose styles reach everywhere leaves the panel legible', async () => {
  const { page } = await open(site, {
    head: '<style>* { all: unset; font-size: 1px; color: #fff !important } div { display: none !important; z-index: -1 }</style>',
    body: `${form}${tag}`,
  });
  await typeInto(page, '#comment');
  await seesFinding(page);
  const looks = await page
    .locator('[part="message"]')
    .first()
    .evaluate((element) => ({
      visible: element.getClientRects().length > 0,
      display: getComputedStyle(element).display,
    }));
  assert.deepEqual(looks, { visible: true, display: 'block' });
  await page.close();
});

const hashes: [file: string, body: string][] = [
  ['precheck.mjs', 'export function attach() { window.hijacked = 1 }'],
  ['precheck-engine.mjs', 'window.hijacked = 1; export default () => ({})'],
  ['i18n/de.mjs', 'window.hijacked = 1; export default {}'],
];

for (const [file, body] of hashes) {
  test(`a ${file} that was tampered with never runs`, async () => {
    const { page } = await open(site, {
      body: `${form}${tagWith('data-language="de"')}`,
      options: { prepare: (fresh) => answer(fresh, `/precheck/${file}`, 'text/javascript', body) },
    });
    await typeInto(page, '#comment');
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => Reflect.has(window, 'hijacked')), false);
    await page.click('#send');
    await pastPanel(page);
    await page.close();
  });
}

/** Where only a language is missing the widget works in English, and asks. */
async function pastPanel(page: Page): Promise<void> {
  const anyway = page.locator('[part="post-anyway"]');
  if (await anyway.isVisible()) await anyway.click();
  await page.waitForURL(/\/posted/);
}

test('the script tag’s own hash, from sri.json, is the one of the file', async () => {
  const sri = (await (await fetch(`${site.address}/precheck/sri.json`)).json()) as Record<
    string,
    string
  >;
  const integrity = sri['precheck.js'] ?? '';
  const { page } = await open(
    site,
    `${form}<script src="/precheck/precheck.js" integrity="${integrity}" crossorigin="anonymous" data-policy="/policy.json" defer></script>`,
  );
  await typeInto(page, '#comment');
  await seesFinding(page);
  await page.close();
});
