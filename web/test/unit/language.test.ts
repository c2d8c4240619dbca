import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestLanguage } from '../../src/language.js';

const cases: [wanted: string | undefined, offered: string[], best: string | undefined][] = [
  ['en', ['en', 'zh'], 'en'],
  ['en-GB', ['en', 'zh'], 'en'],
  ['EN-us', ['zh', 'en'], 'en'],
  ['zh-CN', ['en', 'zh'], 'zh'],
  ['zh-CN', ['en', 'zh-Hans'], 'zh-Hans'],
  ['zh-TW', ['en', 'zh-Hans', 'zh-Hant'], 'zh-Hant'],
  ['zh', ['en', 'zh-Hans', 'zh-Hant'], 'zh-Hans'],
  ['zh-Hans', ['en', 'zh-CN'], 'zh-CN'],
  ['fr', ['en', 'zh'], undefined],
  ['not a tag', ['en'], undefined],
  ['', ['en'], undefined],
  [undefined, ['en'], undefined],
  ['en', [], undefined],
];

for (const [wanted, offered, best] of cases) {
  test(`${wanted ?? 'no wish'} among ${offered.join(', ') || 'nothing'}`, () => {
    assert.equal(bestLanguage(wanted, offered), best);
  });
}
