// Much typing, many mounts: the box never notices, and nothing piles up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { open, seesFinding, tag, typeInto } from './fixture.js';
import { useSite } from './site.js';

const site = useSite();
const form =
  '<form id="f" action="/posted"><textarea id="comment" name="comment" rows="6" cols="60"></textarea><button>Post</button></form>';
const strokes = 10_000;

/** A few seconds of a fast writer, over and over: words, mistakes, moves and second thoughts. */
function script(count: number): string[] {
  const phrase = 'But America does it too, und 美国也一样 😀. ';
  const keys: string[] = [];
  for (let round = 0; keys.length < count; round++) {
    keys.push(...phrase);
    if (round % 3 === 0) keys.push('<back>', '<back>', '<left>', '<left>', '<left>');
    if (round % 5 === 0) keys.push('<home>', '<right>', 'x', '<end>');
    if (round % 7 === 0) keys.push('\n');
    if (round % 40 === 39) keys.push('<clear>');
  }
  return keys.slice(0, count);
}

interface State {
  value: string;
  start: number;
  end: number;
}

/** Types in the page itself, with the browser's own editing commands; tells the box's states. */
function typeAll(page: Page, keys: string[]): Promise<State[]> {
  return page.evaluate(async (all) => {
    const box = document.querySelector<HTMLTextAreaElement>('#comment');
    if (!box) throw new Error('there is no box');
    box.focus();
    const states: State[] = [];
    const selection = getSelection();
    const move = (direction: string, by: string): void => {
      selection?.modify('move', direction, by);
    };
    const commands: Record<string, () => void> = {
      '<back>': () => document.execCommand('delete'),
      '<left>': () => {
        move('backward', 'character');
      },
      '<right>': () => {
        move('forward', 'character');
      },
      '<home>': () => {
        move('backward', 'lineboundary');
      },
      '<end>': () => {
        move('forward', 'documentboundary');
      },
      '<clear>': () => {
        box.select();
        document.execCommand('delete');
      },
      '\n': () => document.execCommand('insertLineBreak'),
    };
    for (const [index, key] of all.entries()) {
      const command = commands[key];
      if (command) command();
      else document.execCommand('insertText', false, key);
      // The widget gets its turns in between, as with a person.
      if (index % 10 === 9) await new Promise((done) => setTimeout(done));
      if (index % 500 === 499) {
        states.push({ value: box.value, start: box.selectionStart, end: box.selectionEnd });
      }
    }
    return states;
  }, keys);
}

test(`${strokes} keystrokes leave text and caret as without the widget, and request nothing`, async () => {
  const keys = script(strokes);
  const watched = await open(site, `${form}${tag}`);
  const alone = await open(site, form);
  await typeInto(watched.page, '#comment');
  await seesFinding(watched.page);
  await watched.page.fill('#comment', '');
  const before = watched.requests.length;
  const [checked, free] = await Promise.all([
    typeAll(watched.page, keys),
    typeAll(alone.page, keys),
  ]);
  assert.equal(checked.length, strokes / 500);
  assert.deepEqual(checked, free);
  assert.deepEqual(watched.requests.slice(before), []);
  await watched.page.waitForTimeout(300);
  assert.notEqual(await watched.page.locator('[part="mark"]').count(), 0);
  assert.deepEqual(watched.complaints, []);
  await Promise.all([watched.page.close(), alone.page.close()]);
});

interface Counts {
  listeners: number;
  nodes: number;
  heap: number;
}

test('500 mounts and unmounts leave listeners, nodes and memory where they were', async () => {
  const { page } = await open(site, {
    body: '<div id="app"></div>',
    script: `import { attach } from '/precheck/precheck.mjs';
      const app = document.querySelector('#app');
      window.cycle = async (times) => {
        for (let time = 0; time < times; time++) {
          const form = document.createElement('form');
          const box = document.createElement('textarea');
          box.name = 'comment';
          form.append(box);
          app.append(form);
          const ready = new Promise((done) => box.addEventListener('precheck:verdict', done, { once: true }));
          attach(box, { policy: '/policy.json', post: { title: 'Courts' } });
          box.value = 'But America does it too.';
          box.focus();
          await ready;
          // Every other one is thrown away by the page, the rest say goodbye.
          if (time % 2) form.remove(); else { attach(box, {}).detach(); form.remove(); }
          await new Promise((done) => setTimeout(done));
        }
      };`,
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cycle = (times: number): Promise<void> =>
    page.evaluate(
      (count) => (Reflect.get(window, 'cycle') as (times: number) => Promise<void>)(count),
      times,
    );
  async function count(): Promise<Counts> {
    await page.waitForTimeout(300);
    for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN;
    return { listeners: of('JSEventListeners'), nodes: of('Nodes'), heap: of('JSHeapUsedSize') };
  }
  await page.waitForFunction(() => Reflect.has(window, 'cycle'));
  await cycle(50);
  const before = await count();
  await cycle(500);
  const after = await count();
  assert.ok(after.listeners - before.listeners < 20, JSON.stringify({ before, after }));
  assert.ok(after.nodes - before.nodes < 100, JSON.stringify({ before, after }));
  // A kilobyte for each would be half a megabyte.
  assert.ok(after.heap - before.heap < 400_000, JSON.stringify({ before, after }));
  assert.equal(await page.locator('.precheck').count(), 0);
  await page.close();
});
