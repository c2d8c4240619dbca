// How far marks stray from their words, in pixels: the box's own text and the layer's copy of it
// are photographed in turn, and one picture is moved over the other until they fit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { open, tagWith } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const words = 'But America does it too';
const long = 'A long line of quite ordinary words, which the box must break. '.repeat(12);

interface Case {
  name: string;
  text?: string;
  /** Of the box. */
  style?: string;
  /** Of the element around the box. */
  around?: string;
  box?: '#area' | '#line';
  attributes?: Record<string, string>;
  /** After the marks are there. */
  then?: (page: Page, box: Locator) => Promise<unknown>;
}

async function scrollToEnd(_page: Page, box: Locator): Promise<void> {
  await box.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
    element.scrollLeft = element.scrollWidth;
  });
}

const cases: Case[] = [
  { name: 'plain text' },
  { name: 'a serif font', style: 'font: italic 19px/1.3 serif' },
  { name: 'a fixed font with tabs', text: `\t\ta\tb ${words}`, style: 'font: 15px monospace' },
  { name: 'broken lines', text: `${long}${words}`, style: 'height: 320px' },
  { name: 'emoji', text: `😀👨‍👩‍👧🏽‍♂️🇨🇳 ${words}` },
  { name: 'Chinese', text: `这是关于中国的一篇文章，${'我们来谈谈它的内容。'.repeat(9)}${words}` },
  { name: 'right to left', text: `${'سطر عادي جدا عن الصين. '.repeat(9)}${words}`, attributes: { dir: 'rtl' } },
  { name: 'right to left with a scroll bar', text: `${'سطر عادي جدا عن الصين. '.repeat(40)}${words}`, attributes: { dir: 'rtl' }, then: scrollToEnd },
  { name: 'scrolled', text: `${long.repeat(3)}${words}`, then: scrollToEnd },
  { name: 'made narrow and large afterwards', text: `${long}${words}`, then: async (page, box) => {
      await box.evaluate((element: HTMLElement) => element.setAttribute('style', 'width: 260px; height: 500px; font-size: 21px'));
      await scrollToEnd(page, box);
    } },
  { name: 'a class that changes the font', then: (_page, box) => box.evaluate((element) => { element.setAttribute('class', 'big'); }) },
  { name: 'thick and broken borders', style: 'border: 3.4px solid; border-left-width: 9.6px; padding: 7.3px 11.7px 2.1px 5.9px' },
  { name: 'spaced and indented', style: 'letter-spacing: 1.7px; word-spacing: 3px; text-indent: 2em; line-height: 2.1' },
  { name: 'centred', text: `${long}${words}`, style: 'text-align: center; height: 320px' },
  { name: 'justified capitals', text: `${long}${words}`, style: 'text-align: justify; text-transform: uppercase; height: 380px' },
  { name: 'not broken at all', text: `${long.slice(0, 300)}${words}`, attributes: { wrap: 'off' }, then: scrollToEnd },
  { name: 'zoomed', around: 'zoom: 1.5', text: `${long.slice(0, 200)}${words}`, style: 'width: 400px; height: 200px' },
  { name: 'scaled', around: 'transform: scale(1.25); transform-origin: 0 0' },
  { name: 'in a page that scrolled', around: 'margin-top: 600px', then: (page) => page.evaluate(() => { scrollTo(0, 250); }) },
  { name: 'a single line', box: '#line' },
  { name: 'a single line, scrolled', box: '#line', text: `${long.slice(0, 200)}${words}`, then: scrollToEnd },
  { name: 'a high single line', box: '#line', style: 'height: 64px; padding: 3px 20px; font-size: 20px' },
  { name: 'a single line, right to left', box: '#line', text: `سطر عادي ${words}`, attributes: { dir: 'rtl' } },
]; // prettier-ignore

const body = `<style>* { box-sizing: border-box } body { margin: 10px } textarea { width: 420px; height: 140px } input { width: 420px } .big { font: bold 24px sans-serif }</style>
  <div id="around"><form id="f"><textarea id="area" spellcheck="false"></textarea><input id="line" spellcheck="false"></form></div>`;

let page: Page;
let judge: Page;

/** One page for all cases; the browser closes it. */
async function opened(): Promise<void> {
  page ??= (await open(site, `${body}${tagWith('data-field="#area, #line"')}`)).page;
  judge ??= await site.browser.newPage();
}

async function prepare({
  box = '#area',
  style,
  around,
  attributes = {},
  text,
}: Case): Promise<Locator> {
  await page.evaluate(
    ([selector, boxStyle, aroundStyle, given]) => {
      scrollTo(0, 0);
      document.querySelector('#around')?.setAttribute('style', aroundStyle);
      for (const element of document.querySelectorAll('#area, #line')) {
        const mine = element.matches(selector);
        element.setAttribute('style', mine ? boxStyle : 'display: none');
        element.className = '';
        for (const name of ['dir', 'wrap']) element.removeAttribute(name);
        if (mine)
          for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
      }
    },
    [box, style ?? '', around ?? '', attributes] as const,
  );
  const field = page.locator(box);
  await field.focus();
  await field.fill('');
  await field.fill(text ?? words);
  return field;
}

/** Whether a layer that is to be seen has the words. */
function marksAmerica(box: string): boolean {
  const root = document.querySelector(box)?.nextElementSibling?.shadowRoot;
  const marks = root?.querySelectorAll('[part="marks"]:not([hidden]) [part="mark"]') ?? [];
  return [...marks].some((mark) => mark.textContent.includes('America'));
}

/** The box with either its own text or the layer's copy to be seen. */
async function photograph(field: Locator, layer: boolean): Promise<string> {
  await field.evaluate((element: HTMLElement, showLayer) => {
    element.style.setProperty('caret-color', 'transparent');
    element.style.setProperty('outline', 'none');
    element.style.setProperty('color', showLayer ? 'transparent' : '#000');
    element.style.setProperty('background', '#fff');
    const root = element.nextElementSibling?.shadowRoot;
    const marks = root?.querySelector<HTMLElement>('[part="marks"]');
    if (!marks) throw new Error('there is no layer');
    marks.style.visibility = showLayer ? 'visible' : 'hidden';
    const plain = new CSSStyleSheet();
    plain.replaceSync(
      '[part="marks"] * { color: #000 !important; background: none !important; text-decoration: none !important }',
    );
    if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, plain];
  }, layer);
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  return (await field.screenshot({ animations: 'disabled' })).toString('base64');
}

interface Fit {
  dx: number;
  dy: number;
  dark: number;
  /** Dark pixels with none of the other picture's within one pixel. */
  lost: number;
}

/** The move of one picture over the other that fits best. */
function compare(first: string, second: string): Promise<Fit> {
  return judge.evaluate(
    async ([one, two]) => {
      async function darkness(
        image: string,
      ): Promise<{ width: number; height: number; at: boolean[] }> {
        const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const at = Array.from(
          { length: bitmap.width * bitmap.height },
          (_, pixel) => (data[pixel * 4 + 1] ?? 255) < 140,
        );
        return { width: bitmap.width, height: bitmap.height, at };
      }
      const a = await darkness(one);
      const b = await darkness(two);
      // The frame of the box is in both pictures: it would hide a move.
      const [edge, side] = a.height < 60 ? [4, 12] : [12, 12];
      const dark = (picture: typeof a, x: number, y: number): boolean =>
        picture.at[y * picture.width + x] ?? false;
      const near = (picture: typeof a, x: number, y: number): boolean => {
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) if (dark(picture, x + dx, y + dy)) return true;
        }
        return false;
      };
      const fit = { dx: 0, dy: 0, dark: 0, differing: Infinity, lost: 0 };
      const moves = [0, -1, 1, -2, 2, -3, 3, -4, 4];
      for (const dy of moves) {
        for (const dx of moves) {
          let differing = 0;
          for (let y = edge; y < a.height - edge; y++) {
            for (let x = side; x < a.width - side - 16; x++) {
              if (dark(a, x, y) !== dark(b, x + dx, y + dy)) differing++;
            }
          }
          if (differing < fit.differing) Object.assign(fit, { dx, dy, differing });
        }
      }
      for (let y = edge; y < a.height - edge; y++) {
        for (let x = side; x < a.width - side - 16; x++) {
          if (!dark(a, x, y)) continue;
          fit.dark++;
          if (!near(b, x, y)) fit.lost++;
        }
      }
      return fit;
    },
    [first, second] as const,
  );
}

for (const one of cases) {
  test(`marks stray at most a pixel: ${one.name}`, async () => {
    await opened();
    const field = await prepare(one);
    await page.waitForFunction(marksAmerica, one.box ?? '#area');
    await one.then?.(page, field);
    const own = await photograph(field, false);
    const copied = await photograph(field, true);
    const { dx, dy, dark, lost } = await compare(own, copied);
    assert.ok(dark > 100, `the picture is empty: ${dark} dark pixels`);
    assert.ok(Math.abs(dx) <= 1 && Math.abs(dy) <= 1, `off by ${dx}, ${dy}`);
    assert.ok(lost <= dark * 0.01, `${lost} of ${dark} dark pixels are elsewhere`);
  });
}
