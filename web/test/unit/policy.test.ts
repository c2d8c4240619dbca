import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPolicy, webUrl } from '../../src/policy.js';

test('a published policy gives its languages and one passing example a rule', () => {
  const { languages, examples } = readPolicy(
    JSON.stringify({
      languages: ['en', 'zh'],
      rules: [
        { id: 'one', examples: { flags: ['bad'], passes: ['good', 'fine'] } },
        { id: 'two', examples: { passes: [{ comment: 'only there', post: { tags: ['x'] } }] } },
        { id: 'three' },
      ],
    }),
  );
  assert.deepEqual(languages, ['en', 'zh']);
  assert.deepEqual([...examples], [['one', 'good']]);
});

test('a policy of any other shape gives nothing and breaks nothing', () => {
  for (const json of ['{}', '{"rules":{}}', '{"rules":[null,1,{"id":2}],"languages":"en"}']) {
    assert.equal(readPolicy(json).examples.size, 0);
  }
});

test('what is no JSON object is told with its remedy', () => {
  for (const json of ['', '[]', '"x"', 'null', '<!doctype html>']) {
    assert.throws(() => readPolicy(json), { name: 'LoadError', remedy: /precheck lint/ });
  }
});

test('keys that poison prototypes stay keys', () => {
  const json = '{"__proto__":{"x":1},"rules":[{"id":"__proto__","examples":{"passes":["fine"]}}]}';
  assert.equal(readPolicy(json).examples.get('__proto__'), 'fine');
  assert.equal(Reflect.get({}, 'x'), undefined);
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
