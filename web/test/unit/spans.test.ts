import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followEdit, isAboutWhole, type Mark, markedWords, marksOf } from '../../src/spans.js';
import type { Finding, Interval } from '../../src/types.js';

function finding(...utf16: Interval[]): Finding {
  const spans = utf16.map((interval) => ({ utf16: interval, bytes: interval }));
  return { rule: 'r', category: 'c', action: 'warn', points: 3, message: 'm', spans };
}

function intervals(marks: readonly Mark[]): Interval[] {
  return marks.map(({ interval }) => interval);
}

test('marks come in reading order', () => {
  assert.deepEqual(intervals(marksOf([finding([8, 9]), finding([0, 2], [4, 6])])), [
    [0, 2],
    [4, 6],
    [8, 9],
  ]);
});

test('words that two findings share are marked once', () => {
  assert.deepEqual(intervals(marksOf([finding([0, 5]), finding([3, 8]), finding([4, 5])])), [
    [0, 5],
    [5, 8],
  ]);
});

test('an edit before a mark moves it, one behind it does not, one inside removes it', () => {
  const marks = marksOf([finding([4, 7])]);
  assert.deepEqual(intervals(followEdit('But USA too', 'Oh, But USA too', marks)), [[8, 11]]);
  assert.deepEqual(intervals(followEdit('But USA too', 'But USA as well', marks)), [[4, 7]]);
  assert.deepEqual(intervals(followEdit('But USA too', 'But UuSA too', marks)), []);
  assert.deepEqual(intervals(followEdit('But USA too', 'USA too', marks)), [[0, 3]]);
  assert.deepEqual(intervals(followEdit('But USA too', '', marks)), []);
});

test('typing the same letter again at the edge of a mark keeps marks inside the text', () => {
  const marks = marksOf([finding([0, 3])]);
  for (const after of ['aaaa', 'aa', 'a', '']) {
    for (const [begin, end] of intervals(followEdit('aaa', after, marks))) {
      assert.ok(begin >= 0 && end <= after.length && begin < end);
    }
  }
});

test('marked words are the text of the spans', () => {
  const text = '😀 美国 too, 美国 a b c';
  assert.deepEqual(markedWords(text, finding([3, 5], [11, 13])), ['美国']);
  assert.deepEqual(markedWords('a b', finding()), []);
});

test('a finding without a place, or over all of the text, is about the whole', () => {
  assert.equal(isAboutWhole('Nice ', finding()), true);
  assert.equal(isAboutWhole(' Nice ', finding([1, 5])), true);
  assert.equal(isAboutWhole('Nice try', finding([0, 4])), false);
});

test('long passages are shortened between characters', () => {
  const [words = ''] = markedWords('😀'.repeat(100), finding([0, 200]));
  assert.equal(words, `${'😀'.repeat(79)}…`);
});
