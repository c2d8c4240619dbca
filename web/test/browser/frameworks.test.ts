// Fields that a framework controls, and rich editors that do everything themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflection, open, posted, seesFinding, tag, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();

for (const bundle of ['react', 'vue', 'lit']) {
  test(`${bundle}: the controlled field is held once, posts its state, and starts again empty`, async () => {
    const { page, complaints } = await open(site, { body: `<div id="app"></div>${tag}`, bundle });
    await typeInto(page, '#box');
    await seesFinding(page);
    await page.locator('#send').click();
    await page.locator('[part="edit"]').click();
    assert.deepEqual(await posted(page), []);
    await page.keyboard.type(' Really.');
    assert.equal(await page.locator('#box').inputValue(), `${deflection} Really.`);
    await page.locator('#send').click();
    await page.locator('[part="post-anyway"]').click();
    await page.locator('#thanks').waitFor();
    assert.deepEqual(await posted(page), [`${deflection} Really.`]);
    assert.equal(await page.locator('#box').inputValue(), '');
    await page.locator('[part="panel"]').waitFor({ state: 'hidden' });
    // And once more, in the same page.
    await typeInto(page, '#box', 'Second: but America does it too.');
    await seesFinding(page);
    await page.locator('#send').click();
    await page.locator('[part="post-anyway"]').click();
    await page.locator('#thanks').filter({ hasText: '2' }).waitFor();
    assert.equal(await page.locator('.precheck').count(), 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

const editors: [bundle: string, box: string][] = [
  ['quill', '.ql-editor'],
  ['prosemirror', '.ProseMirror'],
  ['lexical', '[contenteditable]'],
  ['slate', '#editor'],
];

for (const [bundle, box] of editors) {
  test(`${bundle}: words are highlighted where they stand, nothing is written into the editor`, async () => {
    const { page, complaints } = await open(site, { body: `<div id="app"></div>${tag}`, bundle });
    await page.locator(box).click();
    await page.keyboard.type('A first line.');
    await page.keyboard.press('Enter');
    await page.keyboard.type(deflection);
    await seesFinding(page);
    await page.waitForFunction(() => {
      const ranges = [...(CSS.highlights.get('precheck-warn') ?? [])];
      return ranges.some((range) => (range as Range).toString() === 'America does it');
    });
    const markup = await page.locator(box).evaluate((element) => element.innerHTML);
    assert.doesNotMatch(markup, /precheck|mark/);
    await page.locator('#send').click();
    await page.locator('[part="edit"]').click();
    assert.deepEqual(await posted(page), []);
    await page.keyboard.type(' ');
    await page.locator('#send').click();
    await page.locator('[part="post-anyway"]').click();
    const [text] = await posted(page);
    assert.match(text ?? '', /A first line\.\s*But America does it too\. What about the kids/);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}
