import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, loadWords } from '../../src/i18n/load.js';

for (const language of languages) {
  const words = await loadWords(language);
  test(`${words.language} says something in every place`, () => {
    for (const action of ['advise', 'warn', 'hold', 'reject'] as const) {
      assert.notEqual(words.summary(action, 1), '');
      assert.notEqual(words.summary(action, 7), '');
      assert.match(words.summary(action, 7), /7/);
      assert.notEqual(words.summary(action, 1), words.summary(action, 7));
    }
    const said = Object.values(words).filter((value): value is string => typeof value === 'string');
    assert.equal(said.length, 13);
    for (const each of said) assert.notEqual(each.trim(), '');
    assert.match(words.strike(2, 5), /2.*5|5.*2/);
    for (const action of ['hold', 'reject'] as const)
      assert.notEqual(words.consequence(action), '');
    assert.match(words.quoted('x'), /^.+x.+$/);
    assert.equal(words.language, language);
    assert.equal(new Intl.Locale(words.language).toString(), words.language);
  });
}

test('a language without a file is served in English, a sister in what comes closest', async () => {
  const served = async (wanted?: string) => (await loadWords(wanted)).language;
  assert.equal(await served('sv'), 'en');
  assert.equal(await served(undefined), 'en');
  assert.equal(await served('zh-CN'), 'zh-Hans');
  assert.equal(await served('zh-HK'), 'zh-Hant');
  assert.equal(await served('pt'), 'en');
  assert.equal(await served('es-MX'), 'es');
  assert.equal(await served('ar-EG'), 'ar');
});

test('English counts strikes as people do', async () => {
  const { strike } = await loadWords('en');
  assert.match(strike(1, 30), /1st/);
  assert.match(strike(2, 30), /2nd/);
  assert.match(strike(3, 30), /3rd/);
  assert.match(strike(11, 30), /11th/);
  assert.match(strike(22, 30), /22nd/);
});
