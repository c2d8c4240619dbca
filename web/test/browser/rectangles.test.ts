// Browsers without highlights of their own: underlines are laid over an editable region.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { deflection, open, tagWith } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const ordinary = 'A line of quite ordinary words, which the region must break. ';

interface Case {
  name: string;
  text?: string;
  style?: string;
  dir?: 'rtl';
  /** After the marks are there. */
  then?: (region: HTMLElement) => void;
}

const cases: Case[] = [
  { name: 'plain text' },
  { name: 'words broken over lines', text: `${ordinary.repeat(3)}${deflection}` },
  { name: 'emoji and Chinese before them', text: `😀👨‍👩‍👧 这是关于中国的。 ${deflection}` },
  { name: 'right to left', text: `سطر عادي جدا. ${deflection}`, dir: 'rtl' },
  {
    name: 'scrolled afterwards',
    text: `${ordinary.repeat(12)}${deflection}`,
    then: (region) => {
      region.scrollTop = region.scrollHeight;
    },
  },
  {
    name: 'narrower and larger afterwards',
    then: (region) => {
      region.style.width = '220px';
      region.style.fontSize = '22px';
      dispatchEvent(new Event('resize'));
    },
  },
  {
    name: 'scrolled together with the page',
    style: 'margin: 700px 0',
    then: () => {
      scrollTo(0, 400);
    },
  },
];

async function opened({ style = '', dir }: Case): Promise<Page> {
  const { page } = await open(site, {
    body: `<div class="comments"><div id="box" contenteditable="true" role="textbox" aria-label="Comment"${dir ? ` dir="${dir}"` : ''} style="width: 420px; height: 90px; overflow: auto; font: 16px/1.5 sans-serif; ${style}"></div><button>Post</button></div>${tagWith('data-field="#box"')}`,
    options: {
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          Reflect.deleteProperty(window, 'Highlight');
        }),
    },
  });
  return page;
}

type Place = [left: number, top: number, width: number, height: number];

/** Where the rectangles lie, and where the browser lays the words that the verdict names. */
function places(page: Page): Promise<{ laid: Place[]; words: Place[] }> {
  return page.evaluate(() => {
    const placeOf = ({ left, top, width, height }: DOMRect): Place => [left, top, width, height];
    const root = document.querySelector('.precheck')?.shadowRoot;
    const shown = root?.querySelectorAll('[part~="rectangle"]:not([hidden])') ?? [];
    const node = document.querySelector('#box')?.firstChild;
    const spans = Reflect.get(window, 'spans') as [number, number][];
    if (!node) throw new Error('the region is empty');
    const words = spans.flatMap(([begin, end]) => {
      const range = document.createRange();
      range.setStart(node, begin);
      range.setEnd(node, end);
      return [...range.getClientRects()].map(placeOf);
    });
    return { laid: [...shown].map((each) => placeOf(each.getBoundingClientRect())), words };
  });
}

/** Types and waits for the words' places in the verdict. */
async function typed(page: Page, text: string): Promise<void> {
  await page.evaluate(() => {
    document.body.addEventListener('precheck:verdict', ({ detail }) => {
      const spans = detail.verdict?.findings.flatMap((finding) => finding.spans) ?? [];
      Object.assign(window, { spans: spans.map(({ utf16 }) => utf16) });
    });
  });
  await page.locator('#box').focus();
  await page.keyboard.insertText(text);
  await page.locator('[part~="rectangle"]').first().waitFor({ state: 'attached' });
}

for (const one of cases) {
  test(`underlines lie under their words: ${one.name}`, async () => {
    const page = await opened(one);
    const text = one.text ?? deflection;
    await typed(page, text);
    if (one.then) await page.locator('#box').evaluate(one.then);
    await page.waitForTimeout(100);
    const { laid, words } = await places(page);
    assert.ok(laid.length > 0, 'there are no underlines');
    for (const place of laid) {
      const near = words.some((word) =>
        word.every((at, i) => Math.abs(at - (place[i] ?? 0)) <= (i === 3 ? 2 : 1)),
      );
      assert.ok(near, `${String(place)} is under none of ${words.map(String).join(' | ')}`);
    }
    assert.equal(await page.locator('#box').textContent(), text);
    assert.equal(await page.locator('#box *').count(), 0, 'the region itself was changed');
    await page.close();
  });
}

test('an underline explains itself under the pointer, and goes when its words go', async () => {
  const page = await opened({ name: '' });
  await typed(page, deflection);
  const { laid } = await places(page);
  const [left, top, width, height] = laid[0] ?? [0, 0, 0, 0];
  await page.mouse.move(left + width / 2, top + height / 2);
  await page.locator('[part="tip"]').waitFor();
  await page.locator('#box').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.locator('[part~="rectangle"]:visible').first().waitFor({ state: 'detached' });
  assert.equal(await page.locator('[part~="rectangle"]:visible').count(), 0);
  await page.close();
});
