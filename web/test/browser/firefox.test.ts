// The main story in Debian's Firefox, which is driven by WebDriver BiDi.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { plainPost, useSite } from './site.js';

const site = useSite();
const deflection = 'But America does it too. What about the kids who disappear there?';

let started: Promise<Browser> | undefined;
// A test that failed half way must not leave a browser behind.
after(async () => (await started)?.process()?.kill('SIGKILL'));

function firefox(): Promise<Browser> {
  const executablePath = execFileSync('sh', ['-c', 'command -v firefox-esr'], { encoding: 'utf8' });
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: executablePath.trim(),
    headless: true,
    extraPrefsFirefox: {
      'datareporting.policy.dataSubmissionEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'app.normandy.enabled': false,
      'extensions.systemAddon.update.enabled': false,
    },
  });
}

async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  started ??= firefox();
  const page = await (await started).newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['warn', 'error'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(`${site.address}${path}`);
  return { page, complaints };
}

test('Firefox: words are marked while one types, the comment is held, and posts anyway', async () => {
  const { page, complaints } = await open(plainPost);
  await page.type('#name', 'Reader with Firefox');
  await page.focus('#comment');
  await page.keyboard.type(deflection);
  await page.waitForSelector('>>> [part="finding"]', { visible: true });
  const marks = await page.$$eval('>>> [part="mark"]', (found) =>
    found.map((mark) => mark.textContent),
  );
  assert.ok(
    marks.some((words) => words.includes('America')),
    marks.join(' | '),
  );
  await page.click('button[type="submit"]');
  const edit = await page.waitForSelector('>>> [part="edit"]', { visible: true });
  assert.ok(edit);
  assert.equal(
    await page.$eval('#comment', (box) => (box as HTMLTextAreaElement).value),
    deflection,
  );
  const anyway = await page.waitForSelector('>>> [part="post-anyway"]', { visible: true });
  await Promise.all([page.waitForNavigation(), anyway?.click()]);
  assert.match(page.url(), /#comment-\d+/);
  assert.deepEqual(complaints, []);
  await page.close();
});
