// The 1,000 payloads that the WordPress plugin is tried with, as the texts of a policy and as what a
// comment says: shown as text, run never.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payloads as withAlert } from '../../../tests/wordpress/payloads.mjs';
import { answer, open, tag } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const payloads = withAlert.map((text) => text.replaceAll('alert(1)', 'broken=1'));
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>';
const atATime = 50;

/** A rule for each, with the payload wherever a policy may have text. */
function policyOf(texts: readonly string[]): string {
  const rules = texts.map((text, index) => ({
    id: `rule-${index}`, category: 'off-topic', action: 'warn', message: text, advice: text, quote: text,
    match: { words: [`word${index}word`] },
  })); // prettier-ignore
  return JSON.stringify({ format: 1, name: texts[0], rules });
}

test(`${payloads.length} payloads as message, advice, quotation and comment: none runs`, async () => {
  assert.equal(payloads.length, 1000);
  let shown = 0;
  for (let at = 0; at < payloads.length; at += atATime) {
    const texts = payloads.slice(at, at + atATime);
    const { page, complaints } = await open(site, {
      body: `${form}${tag}`,
      options: {
        prepare: (fresh) => answer(fresh, '/policy.json', 'application/json', policyOf(texts)),
      },
    });
    await page.focus('#comment');
    // The words first: a payload may begin a quotation or code, which rules pass over.
    const words = texts.map((_, index) => `word${index}word.`);
    await page.fill('#comment', [...words, ...texts].join(' '));
    await page
      .locator('[part="finding"]')
      .nth(texts.length - 1)
      .waitFor();
    const seen = await page.evaluate(() => {
      const root = document.querySelector('.precheck')?.shadowRoot;
      return {
        broken: Reflect.has(window, 'broken'),
        messages: [...(root?.querySelectorAll('[part="message"]') ?? [])].map(
          (each) => each.textContent,
        ),
        foreign: root?.querySelectorAll(
          'script, img, svg, iframe, math, template, style, object, embed, meta, base, link, video, audio, marquee',
        ).length,
        handlers: [...(root?.querySelectorAll('*') ?? [])].filter((each) =>
          each.getAttributeNames().some((name) => name.startsWith('on')),
        ).length,
      };
    });
    assert.equal(seen.broken, false);
    assert.equal(seen.foreign, 0);
    assert.equal(seen.handlers, 0);
    const trimmed = (all: string[]): string[] => all.map((text) => text.trim()).sort();
    assert.deepEqual(trimmed(seen.messages), trimmed(texts));
    assert.deepEqual(complaints, []);
    shown += seen.messages.length;
    await page.close();
  }
  assert.equal(shown, 1000);
});
