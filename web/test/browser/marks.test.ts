// The marks lie on their words, and the box never notices them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { enterBox, plainPost, useSite, visit } from './site.js';

const site = useSite();
const deflection = 'But America does it too.';

interface Placed {
  words: string;
  /** Where the browser itself finds the mark's two ends in the box's text. */
  begin: number;
  end: number;
}

/** Asks the browser which text of the box lies under each mark. */
function placedMarks(page: Page): Promise<Placed[]> {
  return page.evaluate(() => {
    const root = document.querySelector('.precheck')?.shadowRoot;
    const marks = [...(root?.querySelectorAll('[part="mark"]') ?? [])];
    return marks.map((mark) => {
      const rects = [...mark.getClientRects()];
      const first = rects[0];
      const last = rects.at(-1);
      if (!first || !last) throw new Error('a mark has no place');
      const at = (x: number, rect: DOMRect): number =>
        document.caretPositionFromPoint(x, rect.top + rect.height / 2)?.offset ?? -1;
      return {
        words: mark.textContent,
        begin: at(first.left + 1, first),
        end: at(last.right - 1, last),
      };
    });
  });
}

async function assertOnTheirWords(page: Page): Promise<void> {
  const text = await page.inputValue('#comment');
  const marks = await placedMarks(page);
  assert.notEqual(marks.length, 0, 'there are no marks');
  for (const { words, begin, end } of marks) assert.equal(text.slice(begin, end), words);
}

const texts: [name: string, text: string][] = [
  ['plain text', deflection],
  ['emoji before the words', `😀👨‍👩‍👧 ${deflection}`],
  ['Chinese before the words', `这是关于中国的。 ${deflection}`],
  [
    'several lines',
    `First a line.\n\nThen another one, which is long enough to be broken by the box: ${'word '.repeat(30)}\n${deflection}`,
  ],
  ['tabs and wide letters', `\t\tMMMM iiii ${deflection}`],
];

for (const [name, text] of texts) {
  test(`marks stand on their words: ${name}`, async () => {
    const { page } = await visit(site, plainPost);
    await enterBox(page);
    await page.fill('#comment', text);
    await page.locator('[part="mark"]').first().waitFor();
    await assertOnTheirWords(page);
    await page.close();
  });
}

test('marks follow scrolling, resizing and another font', async () => {
  const { page } = await visit(site, plainPost);
  await enterBox(page);
  await page.fill(
    '#comment',
    `${'A long line of quite ordinary words. '.repeat(40)}\n${deflection}`,
  );
  await page.locator('[part="mark"]').first().waitFor({ state: 'attached' });
  await page.$eval('#comment', (box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.waitForTimeout(100);
  await assertOnTheirWords(page);
  await page.$eval('#comment', (box: HTMLElement) => {
    box.style.width = '320px';
    box.style.fontSize = '22px';
  });
  await page.$eval('#comment', (box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.waitForTimeout(200);
  await assertOnTheirWords(page);
  await page.close();
});

test('a right-to-left box has its marks in place', async () => {
  const { page } = await visit(site, plainPost);
  await page.$eval('#comment', (box: HTMLElement) => {
    box.dir = 'rtl';
  });
  await enterBox(page);
  await page.fill('#comment', `${'سطر عادي جدا. '.repeat(60)}\n${deflection}`);
  await page.locator('[part="mark"]').first().waitFor({ state: 'attached' });
  await page.$eval('#comment', (box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.waitForTimeout(100);
  const words = await page.locator('[part="mark"]').allInnerTexts();
  assert.ok(words.join(' ').includes('America'));
  await page.close();
});

/** Types, moves, edits and takes back; tells what the box held after each step. */
async function editing(page: Page): Promise<unknown[]> {
  const states: unknown[] = [];
  const note = async (): Promise<void> => {
    await page.waitForTimeout(120);
    states.push(
      await page.$eval('#comment', (element) => {
        const box = element as HTMLTextAreaElement;
        return [box.value, box.selectionStart, box.selectionEnd, box.scrollTop];
      }),
    );
  };
  await page.keyboard.type(deflection);
  await note();
  await page.keyboard.press('Home');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('South ');
  await note();
  await page.keyboard.press('Shift+End');
  await note();
  for (let step = 0; step < 3; step++) {
    await page.keyboard.press('Control+z');
    await note();
  }
  await page.keyboard.press('Control+Shift+z');
  await note();
  return states;
}

test('text, caret, selection, scrolling and undo are as without the widget', async () => {
  const { page } = await visit(site, plainPost);
  await enterBox(page);
  const watched = await editing(page);
  assert.notEqual(await page.locator('.precheck').count(), 0);
  await page.close();
  const alone = await visit(site, plainPost, {
    prepare: (fresh) => fresh.route('**/precheck.js', (route) => route.abort()),
  });
  await alone.page.focus('#comment');
  assert.deepEqual(watched, await editing(alone.page));
  await alone.page.close();
});

test('a lone surrogate hides nothing behind it', async () => {
  const { page } = await visit(site, plainPost);
  await enterBox(page);
  await page.$eval(
    '#comment',
    (box: HTMLTextAreaElement, text) => {
      box.value = `\ud800 ${text}`;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    },
    deflection,
  );
  await page.locator('[part="mark"]').first().waitFor();
  const marked = await page.locator('[part="mark"]').allInnerTexts();
  assert.ok(
    marked.some((words) => words.includes('America')),
    marked.join(' | '),
  );
  await page.close();
});
