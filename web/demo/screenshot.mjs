// Makes docs/widget.png: the widget at work on the demo blog, with the real engine and service.
// node demo/screenshot.mjs [--service http://127.0.0.1:8080] [--scheme light|dark] [--width N] [--text T] [--out F]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { createBlog } from './server.mjs';

const { values } = parseArgs({
  options: {
    service: { type: 'string', default: 'http://127.0.0.1:8080' },
    scheme: { type: 'string', default: 'light' },
    width: { type: 'string', default: '820' },
    language: { type: 'string', default: 'en' },
    text: {
      type: 'string',
      default: 'But America does it too. What about the kids who disappear there?',
    },
    out: {
      type: 'string',
      default: fileURLToPath(new URL('../../docs/widget.png', import.meta.url)),
    },
  },
});

const blog = createBlog({ service: values.service });
await new Promise((done) => blog.listen(0, '127.0.0.1', done));
const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], {
  encoding: 'utf8',
}).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({
    colorScheme: values.scheme,
    viewport: { width: Number(values.width), height: 900 },
    deviceScaleFactor: 2,
  });
  await page.goto(`http://127.0.0.1:${blog.address().port}/posts/case-filing-window`);
  await page.evaluate((language) => {
    document.documentElement.lang = language;
  }, values.language);
  await page.fill('#name', 'A reader');
  await page.focus('#comment');
  await page.keyboard.type(values.text);
  await page.locator('[part="finding"]').first().waitFor();
  await page.click('.comment-form > p > button');
  await page.locator('[part="edit"]').waitFor();
  await page.waitForTimeout(400);
  await page.locator('.comment-form').screenshot({ path: values.out });
} finally {
  await browser.close();
  blog.close();
  blog.closeAllConnections();
}
