// What may go wrong around the widget, for each browser that tries it: in Chromium
// web/test/browser/faults.test.ts, in WebKit and in an old engine tests/soak/engines.mjs.

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {RegExp} remedy What the one line in the console must say.
 * @property {{path: string, status?: number, body?: string, type?: string}} [answer] What the
 *   server says at the addresses that end so; without a status the connection breaks.
 * @property {string} [policy] In place of the shipped one, as text.
 * @property {string} [script] Runs before any script of the page.
 * @property {string} [attributes] More attributes of the script tag.
 * @property {Record<string, string>} [headers] Of the page.
 */

/** A policy that needs precheck-full.wasm. */
const policy = JSON.stringify({
  format: 1,
  name: 'A pattern',
  rules: [{ id: 'word', category: 'test', action: 'warn', message: 'm', match: { pattern: 'Ameri[ck]a' } }],
});

/** @type {Fault[]} */
// prettier-ignore
export const faults = [
  { name: 'the wasm is missing', answer: { path: '/precheck-json.wasm', status: 404 }, remedy: /precheck-json\.wasm of the same release/ },
  { name: 'the wasm is of another release', answer: { path: '/precheck-json.wasm', status: 200, body: 'other' }, remedy: /same release/ },
  { name: 'the wasm is an error page', answer: { path: '/precheck-json.wasm', status: 200, body: '<!doctype html>', type: 'text/html' }, remedy: /same release/ },
  { name: 'the connection breaks', answer: { path: '/precheck-json.wasm' }, remedy: /same release/ },
  { name: 'the full wasm is missing', policy, answer: { path: '/precheck-full.wasm', status: 404 }, remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the full wasm is of another release', policy, answer: { path: '/precheck-full.wasm', status: 200, body: 'other' }, remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the connection breaks before the full wasm', policy, answer: { path: '/precheck-full.wasm' }, remedy: /precheck-full\.wasm of the same release/ },
  { name: 'the engine is missing', answer: { path: '/precheck-engine.mjs', status: 404 }, remedy: /precheck-engine\.mjs|same release|one release/ },
  { name: 'the engine is of another release', answer: { path: '/precheck-engine.mjs', status: 200, body: 'export default 1', type: 'text/javascript' }, remedy: /release/ },
  { name: 'the module is missing', answer: { path: '/precheck.mjs', status: 404 }, remedy: /precheck\.mjs/ },
  { name: 'the module is of another release', answer: { path: '/precheck.mjs', status: 200, body: 'export const attach = 1', type: 'text/javascript' }, remedy: /release/ },
  { name: 'the module has the wrong type', answer: { path: '/precheck.mjs', status: 200, body: 'x', type: 'text/plain' }, remedy: /precheck\.mjs/ },
  { name: 'the policy is missing', answer: { path: '/policy.json', status: 404 }, remedy: /check data-policy/ },
  { name: 'the policy answers 500', answer: { path: '/policy.json', status: 500 }, remedy: /check data-policy/ },
  { name: 'the policy is a page', answer: { path: '/policy.json', status: 200, body: '<!doctype html>' }, remedy: /precheck lint/ },
  { name: 'the policy is cut short', answer: { path: '/policy.json', status: 200, body: '{"format":1,"name":"x","rul' }, remedy: /precheck lint/ },
  { name: 'the policy does not compile', answer: { path: '/policy.json', status: 200, body: '{"format":1}' }, remedy: /missing_key at line 1.*precheck lint/ },
  { name: 'the policy is of a later format', answer: { path: '/policy.json', status: 200, body: '{"format":99,"name":"x","rules":[]}' }, remedy: /bad_value at line 1.*\/format.*precheck lint/ },
  { name: 'the policy’s address is no web address', attributes: 'data-policy="javascript:1"', remedy: /mend data-policy/ },
  { name: 'there is no policy', attributes: 'data-policy=""', remedy: /name the policy/ },
  { name: 'the post is not JSON', attributes: 'data-post="/posted"', remedy: /data-post/ },
  { name: 'the author is missing', attributes: 'data-author="/nobody"', answer: { path: '/nobody', status: 404 }, remedy: /data-author/ },
  { name: 'the page allows no WebAssembly', headers: { 'content-security-policy': "script-src 'self'" }, remedy: /'wasm-unsafe-eval'/ },
  { name: 'the page allows no connection', headers: { 'content-security-policy': "connect-src 'none'" }, remedy: /connect-src/ },
  { name: 'the browser has no WebAssembly', script: 'delete window.WebAssembly;', remedy: /WebAssembly/ },
  { name: 'there are no shadow roots', script: 'Element.prototype.attachShadow = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'there are no style sheets of scripts', script: 'CSSStyleSheet.prototype.replaceSync = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'there are no observers', script: 'window.ResizeObserver = class { constructor() { throw new Error("broken on purpose"); } };', remedy: /broken on purpose/ },
  { name: 'styles cannot be read', script: 'window.getComputedStyle = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'places cannot be measured', script: 'Element.prototype.getBoundingClientRect = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'the page replaced JSON', script: 'JSON.stringify = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'the check itself throws', script: 'const parse = JSON.parse; JSON.parse = (text, reviver) => { if (text.includes("findings")) throw new Error("broken on purpose"); return parse(text, reviver); };', remedy: /broken on purpose/ },
  { name: 'fetch throws', script: 'window.fetch = () => { throw new Error("broken on purpose"); };', remedy: /broken on purpose/ },
  { name: 'events cannot be made', script: 'window.CustomEvent = class { constructor() { throw new Error("broken on purpose"); } };', remedy: /broken on purpose/ },
];
