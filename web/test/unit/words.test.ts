import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/i18n/en.js';
import { loadWords } from '../../src/i18n/load.js';
import zhHans from '../../src/i18n/zh-Hans.js';

for (const words of [en, zhHans]) {
  test(`${words.language} says something in every place`, () => {
    for (const action of ['advise', 'warn', 'hold', 'reject'] as const) {
      assert.notEqual(words.summary(action, 1), '');
      assert.notEqual(words.summary(action, 7), '');
      assert.match(words.summary(action, 7), /7/);
    }
    const { panel, ready, notPosted, policySays, readPolicy, passingExample, edit, postAnyway } =
      words;
    for (const said of [
      panel,
      ready,
      notPosted,
      policySays,
      readPolicy,
      passingExample,
      edit,
      postAnyway,
    ]) {
      assert.notEqual(said.trim(), '');
    }
    assert.equal(new Intl.Locale(words.language).toString(), words.language);
  });
}

test('a language without a file is served in English', async () => {
  assert.equal((await loadWords('fr')).language, 'en');
  assert.equal((await loadWords(undefined)).language, 'en');
  assert.equal((await loadWords('zh-CN')).language, 'zh-Hans');
});
