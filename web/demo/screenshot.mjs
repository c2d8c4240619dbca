// Takes the pictures of the widget at work on the demo blog, with the real engine and service:
//   node demo/screenshot.mjs [--service http://127.0.0.1:8080] [--out FOLDER] [NAME…]
// `widget` is docs/widget.png, the README's picture; the others are for looking at a change.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { createBlog } from './server.mjs';

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    service: { type: 'string', default: 'http://127.0.0.1:8080' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs', import.meta.url)) },
  },
});

const deflection = 'But America does it too. What about the kids who disappear there?';
const threat = 'Only an idiot believes this. I know where you live and I will kill you.';
const chinese = '可是美国也这样。你怎么不说说美国？';
const fine =
  'In Chengdu the clerk gave me the printed list the same morning, as § 3 of the rules says.';

const shots = [
  { name: 'widget', text: deflection, width: 760, strikes: 1, held: true },
  { name: 'typing', text: deflection, width: 760 },
  { name: 'dark', text: deflection, width: 760, scheme: 'dark', strikes: 1, held: true },
  { name: 'several', text: threat, width: 760 },
  { name: 'mobile', text: deflection, width: 360, held: true },
  { name: 'mobile-dark', text: threat, width: 320, scheme: 'dark' },
  { name: 'chinese', text: chinese, width: 760, language: 'zh-Hans', strikes: 2, held: true },
  { name: 'right-to-left', text: deflection, width: 760, language: 'ar', strikes: 1, held: true },
  { name: 'ready', text: fine, width: 760 },
  { name: 'explained', text: deflection, width: 760, hover: true },
  {
    name: 'contrast',
    text: deflection,
    width: 760,
    forcedColors: 'active',
    strikes: 1,
    held: true,
  },
];

const blog = createBlog({ service: values.service });
await new Promise((done) => blog.listen(0, '127.0.0.1', done));
const post = `http://127.0.0.1:${blog.address().port}/posts/case-filing-window`;
const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], {
  encoding: 'utf8',
}).trim();
mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const asked = wanted.length > 0 ? wanted : ['widget'];
  for (const shot of shots) {
    if (asked.includes(shot.name) || asked.includes('all')) await take(shot);
  }
} finally {
  await browser.close();
  blog.close();
  blog.closeAllConnections();
}

async function take({ name, text, width, scheme, forcedColors, language, strikes, held, hover }) {
  const page = await browser.newPage({
    colorScheme: scheme ?? 'light',
    forcedColors: forcedColors ?? 'none',
    viewport: { width, height: 1700 },
    deviceScaleFactor: 2,
  });
  await page.route('**/author.json', (route) => route.fulfill({ json: { strikes: strikes ?? 0 } }));
  await page.route(post, (route) => asServed(route, language, strikes));
  await page.goto(post);
  const labels = { 'zh-Hans': ['读者'], ar: ['قارئ'] };
  await page.fill('#name', labels[language]?.[0] ?? 'A reader');
  await page.focus('#comment');
  await page.keyboard.type(text);
  await page
    .locator('[part="finding"], [part="ready"]')
    .filter({ visible: true })
    .first()
    .waitFor();
  await page.waitForTimeout(1400);
  if (held) {
    await page.click('.comment-form > p > button');
    await page.locator('[part="edit"]').waitFor();
  }
  if (hover) {
    const mark = await page.locator('[part="mark"]').first().boundingBox();
    await page.mouse.move(mark.x + 30, mark.y + 8);
    await page.locator('[part="tip"]').waitFor();
  }
  await page.waitForTimeout(400);
  const path = join(values.out, `${name}.png`);
  await page.locator('.comment-form').screenshot({ path });
  console.log(path);
  await page.close();
}

/** The page as the blog serves it, in another language or for somebody with strikes. */
async function asServed(route, language, strikes) {
  const response = await route.fetch();
  let body = await response.text();
  if (language) {
    const direction = language === 'ar' ? ' dir="rtl"' : '';
    body = body.replace(/<html lang="[^"]*"/, `<html lang="${language}"${direction}`);
  }
  if (strikes !== undefined) {
    body = body.replace('data-policy=', 'data-author="/author.json" data-policy=');
  }
  await route.fulfill({ response, body });
}
