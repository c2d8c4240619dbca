// What the browser tests do on the page again and again.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Set to a folder to keep pictures: `npm run pictures:studio` makes those of docs/studio.md. */
const pictures = process.env['PRECHECK_PICTURES'];

export async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

export async function typeComment(page: Page, text: string): Promise<void> {
  await page.locator('#comment-editor .cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Drops a file made in the page. `lines` are its lines. */
export async function dropFile(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.evaluate(
    ([fileName, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], fileName));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      );
    },
    [name, lines.join('\n')] as const,
  );
}

export async function policyText(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('#save').then(() => page.click('#save-file')),
  ]);
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

export async function startFrom(page: Page, template: string): Promise<void> {
  await page.click('#start');
  await page.click(`[data-template="${template}"]`);
  // Not the state 'busy': a quick engine is through with it before anybody looks.
  await page.locator('#toast', { hasText: 'Loaded' }).waitFor();
  await page.locator('#policy-state[data-state="works"]').waitFor();
}
