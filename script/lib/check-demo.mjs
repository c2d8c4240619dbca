// node check-demo.mjs BLOG SERVICE: reads and posts as a visitor would. One line a step, and how
// many passed; exit 1 when a step goes wrong.
import assert from 'node:assert/strict';

const [blog, service] = process.argv.slice(2);
const post = '/posts/neighbourhood-grid';
const allowed = 'Thank you. The figures for 2019 in the second paragraph match what I saw in Hangzhou.';
const rejected = 'You are a subhuman vermin and I will kill you.';

const steps = {
  'the post shows a comment box and the widget': async () => {
    const page = await (await get(blog + post)).text();
    assert.match(page, /<textarea/);
    assert.match(page, /<script[^>]+precheck\.js/);
  },
  'the widget and its engine are there': async () => {
    for (const name of ['precheck.js', 'precheck.mjs', 'precheck-engine.mjs', 'precheck.wasm', 'precheck-json.wasm', 'precheck-full.wasm'])
      assert.ok((await (await get(`${blog}/precheck/${name}`)).arrayBuffer()).byteLength > 0, name);
  },
  'the policy for browsers is there': async () => {
    const policy = await (await get(`${blog}/policy.json`)).json();
    assert.ok(policy.rules.length > 0);
  },
  'the service is well': () => get(`${service}/healthz`),
  'the service flags a comparison': async () => {
    const verdict = await check({ comment: 'But America does it too.' });
    assert.deepEqual(verdict.findings.map(({ rule }) => rule), ['western-comparison']);
  },
  'the service allows a plain comment': async () => {
    assert.equal((await check({ comment: allowed })).action, 'allow');
  },
  'a plain comment is published': async () => {
    const response = await send(allowed);
    assert.equal(response.status, 303);
    assert.ok((await (await get(blog + post)).text()).includes(allowed));
  },
  'a threat is refused, and its text is given back': async () => {
    const response = await send(rejected);
    assert.equal(response.status, 422);
    assert.ok((await response.text()).includes(rejected));
    assert.ok(!(await (await get(blog + post)).text()).includes(rejected));
  },
};

async function get(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  assert.equal(response.status, 200, `${url} answered ${response.status}`);
  return response;
}

async function check(request) {
  const response = await fetch(`${service}/v1/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(5_000),
  });
  assert.equal(response.status, 200);
  return response.json();
}

function send(comment) {
  return fetch(`${blog}${post}/comments`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'Visitor', comment }),
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  });
}

let passed = 0;
let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
