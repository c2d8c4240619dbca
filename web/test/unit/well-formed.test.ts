import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWellFormedJson, wellFormed } from '../../src/well-formed.js';

test('a lone surrogate becomes U+FFFD and hides nothing beside it', () => {
  assert.equal(wellFormed('a\ud800b'), 'a\ufffdb');
  assert.equal(wellFormed('\udc00\ud800idiot'), '\ufffd\ufffdidiot');
  assert.equal(wellFormed('\ud83d\ud83d\ude00'), '\ufffd😀');
});

test('whole characters stay, also outside the basic plane', () => {
  for (const text of ['', 'plain', '这是中国', '😀👨‍👩‍👧', '\u0000'])
    assert.equal(wellFormed(text), text);
});

test('it is what UTF-8 carries, for every pair of halves', () => {
  const halves = ['\ud800', '\udbff', '\udc00', '\udfff', 'x', '😀'];
  for (const a of halves) {
    for (const b of halves) {
      const text = a + b + a;
      const carried = new TextDecoder().decode(new TextEncoder().encode(text));
      assert.equal(wellFormed(text), carried, JSON.stringify(text));
    }
  }
});

test('strings are mended at every depth of a request', () => {
  const json = toWellFormedJson({
    comment: '\ud800',
    post: { tags: ['\udc00', 'law'], title: 'ok' },
  });
  assert.deepEqual(JSON.parse(json), {
    comment: '\ufffd',
    post: { tags: ['\ufffd', 'law'], title: 'ok' },
  });
});
