// Whatever breaks, the form posts at the first press and the console has one line for the owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { deflection, open, policyWithPattern, tagWith } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>';

interface Fault {
  name: string;
  /** What the one line must say. */
  remedy: RegExp;
  cause?: (page: Page) => Promise<unknown>;
  attributes?: string;
  headers?: Record<string, string>;
}

function answering(path: string, status: number, body = '', contentType?: string) {
  return (page: Page): Promise<void> =>
    page.route(`**${path}`, (route) =>
      route.fulfill({ status, body, ...(contentType && { contentType }) }),
    );
}

/** Runs before any script of the page. */
function breaking(script: string) {
  return (page: Page): Promise<unknown> => page.addInitScript(script);
}

const withPattern = answering('/policy.json', 200, policyWithPattern);

/** Where the policy needs the full module, that is what fails. */
function fullModule(cause: (page: Page) => Promise<unknown>) {
  return async (page: Page): Promise<void> => {
    await withPattern(page);
    await cause(page);
  };
}

const faults: Fault[] = [
  { name: 'the wasm is missing', cause: answering('/precheck.wasm', 404), remedy: /precheck\.wasm of the same release/ },
  { name: 'the wasm is of another release', cause: answering('/precheck.wasm', 200, 'other'), remedy: /same release/ },
  { name: 'the wasm is an error page', cause: answering('/precheck.wasm', 200, '<!doctype html>', 'text/html'), remedy: /same release/ },
  { name: 'the connection breaks', cause: (page) => page.route('**/precheck.wasm', (route) => route.abort()), remedy: /same release/ },
  { name: 'the full wasm is missing', cause: fullModule(answering('/precheck-full.wasm', 404)), remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the full wasm is of another release', cause: fullModule(answering('/precheck-full.wasm', 200, 'other')), remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the connection breaks before the full wasm', cause: fullModule((page) => page.route('**/precheck-full.wasm', (route) => route.abort())), remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the engine is missing', cause: answering('/precheck-engine.mjs', 404), remedy: /precheck-engine\.mjs|same release|one release/ },
  { name: 'the engine is of another release', cause: answering('/precheck-engine.mjs', 200, 'export default 1', 'text/javascript'), remedy: /release/ },
  { name: 'the module is missing', cause: answering('/precheck.mjs', 404), remedy: /precheck\.mjs/ },
  { name: 'the module is of another release', cause: answering('/precheck.mjs', 200, 'export const attach = 1', 'text/javascript'), remedy: /release/ },
  { name: 'the module has the wrong type', cause: answering('/precheck.mjs', 200, 'x', 'text/plain'), remedy: /precheck\.mjs/ },
  { name: 'the policy is missing', cause: answering('/policy.json', 404), remedy: /check data-policy/ },
  { name: 'the policy answers 500', cause: answering('/policy.json', 500), remedy: /check data-policy/ },
  { name: 'the policy is a page', cause: answering('/policy.json', 200, '<!doctype html>'), remedy: /precheck lint/ },
  { name: 'the policy is cut short', cause: answering('/policy.json', 200, '{"format":1,"name":"x","rul'), remedy: /precheck lint/ },
  { name: 'the policy does not compile', cause: answering('/policy.json', 200, '{"format":1}'), remedy: /missing_key at line 1.*precheck lint/ },
  { name: 'the policy is of a later format', cause: answering('/policy.json', 200, '{"format":99,"name":"x","rules":[]}'), remedy: /bad_value at line 1.*\/format.*precheck lint/ },
  { name: 'the policy’s address is no web address', attributes: 'data-policy="javascript:1"', remedy: /mend data-policy/ },
  { name: 'there is no policy', attributes: 'data-policy=""', remedy: /name the policy/ },
  { name: 'the post is not JSON', attributes: 'data-post="/posted"', remedy: /data-post/ },
  { name: 'the author is missing', attributes: 'data-author="/nobody"', cause: answering('/nobody', 404), remedy: /data-author/ },
  { name: 'the page allows no WebAssembly', headers: { 'content-security-policy': "script-src 'self'" }, remedy: /'wasm-unsafe-eval'/ },
  { name: 'the page allows no connection', headers: { 'content-security-policy': "connect-src 'none'" }, remedy: /connect-src/ },
  { name: 'the browser has no WebAssembly', cause: breaking('delete window.WebAssembly;'), remedy: /WebAssembly/ },
  { name: 'there are no shadow roots', cause: breaking('Element.prototype.attachShadow = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'there are no style sheets of scripts', cause: breaking('CSSStyleSheet.prototype.replaceSync = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'there are no observers', cause: breaking('window.ResizeObserver = class { constructor() { throw new Error("broken on purpose"); } };'), remedy: /broken on purpose/ },
  { name: 'styles cannot be read', cause: breaking('window.getComputedStyle = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'places cannot be measured', cause: breaking('Element.prototype.getBoundingClientRect = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'the page replaced JSON', cause: breaking('JSON.stringify = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'the check itself throws', cause: breaking('const parse = JSON.parse; JSON.parse = (text, reviver) => { if (text.includes("findings")) throw new Error("broken on purpose"); return parse(text, reviver); };'), remedy: /broken on purpose/ },
  { name: 'fetch throws', cause: breaking('window.fetch = () => { throw new Error("broken on purpose"); };'), remedy: /broken on purpose/ },
  { name: 'events cannot be made', cause: breaking('window.CustomEvent = class { constructor() { throw new Error("broken on purpose"); } };'), remedy: /broken on purpose/ },
]; // prettier-ignore

/** Notes for the next page what became of each press: whether somebody held its form back. */
function noteSubmits(page: Page): Promise<void> {
  return page.addInitScript(() => {
    addEventListener('submit', (event) => {
      const notes = `${sessionStorage.getItem('submits') ?? ''}${event.defaultPrevented ? 'held ' : 'posted '}`;
      sessionStorage.setItem('submits', notes);
    });
  });
}

for (const { name, remedy, cause, attributes, headers } of faults) {
  test(`the form posts when ${name}, and one line says how to mend it`, async () => {
    const { page, complaints } = await open(site, {
      body: `${form}${attributes?.startsWith('data-policy') ? `<script src="/precheck/precheck.js" ${attributes} defer></script>` : tagWith(attributes ?? '')}`,
      ...(headers && { headers }),
      options: {
        prepare: async (fresh) => {
          await noteSubmits(fresh);
          await cause?.(fresh);
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
  await page.locator('[part="finding"]').first().waitFor();
  await page.evaluate(() => {
    const surface = document.querySelector('.precheck')?.shadowRoot?.querySelector('.surface');
    surface?.setAttribute('style', 'display: none');
  });
  await page.locator('#send').click();
  await page.waitForURL(/\/posted/);
  await page.close();
});
