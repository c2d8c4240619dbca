import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineFor } from '../../src/load-checker.js';
import { engineForName, policyUrl, webUrl } from '../../src/policy.js';

test('the name of a compiled policy asks for the smallest engine', () => {
  const engine = (address: string): string =>
    engineForName(policyUrl(address, 'https://example.org/blog/'));
  assert.equal(engine('policy.precheck'), 'precheck.wasm');
  assert.equal(engine('/x/policy.precheck?v=3#a'), 'precheck.wasm');
  for (const address of ['policy.json', 'policy', 'a.precheck/policy.json', '/?p=x.precheck']) {
    assert.equal(engine(address), 'precheck-json.wasm', address);
  }
});

test('a policy that is already here is known by its first byte', () => {
  assert.equal(engineFor(Uint8Array.of(0x93, 0x50)), 'precheck.wasm');
  assert.equal(engineFor(new TextEncoder().encode('{}')), 'precheck-json.wasm');
  assert.equal(engineFor('{}'), 'precheck-json.wasm');
});

test('an address that may not be fetched is told with its remedy', () => {
  assert.throws(() => policyUrl('javascript:1', 'https://example.org/'), {
    name: 'LoadError',
    remedy: /mend data-policy/,
  });
});

test('only http and https are links', () => {
  assert.equal(webUrl('https://example.org/p')?.href, 'https://example.org/p');
  assert.equal(webUrl('/p', 'http://example.org')?.href, 'http://example.org/p');
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:x',
    'file:///x',
    '',
    'x',
  ]) {
    assert.equal(webUrl(address), null, address);
  }
});
