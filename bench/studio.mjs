// usage: node studio.mjs [COUNT]. COUNT past comments (50,000) are dropped on the Studio (web/dist-studio)
// in Chromium: how long the page's longest task is, from the drop until the rows stand there, while
// figures are sorted and while one turns the pages. With a worker, and where a policy forbids workers.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const count = Number(process.argv[2] ?? 50_000);
const types = { '.css': 'text/css', '.html': 'text/html', '.json': 'application/json', '.mjs': 'text/javascript', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://studio.invalid');
  const trusted = searchParams.has('no-worker') ? "'none'" : 'precheck-studio';
  readFile(join(root, 'web/dist-studio', pathname === '/' ? 'index.html' : pathname)).then(
    (body) => {
      response.writeHead(200, {
        'content-type': `${types[extname(pathname)] ?? 'text/html'}; charset=utf-8`,
        'content-security-policy': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types ${trusted}`,
      });
      response.end(body);
    },
    () => response.writeHead(404).end(),
  );
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });

const comments = execFileSync(process.execPath, [join(import.meta.dirname, 'archive.mjs'), String(count)], { encoding: 'utf8', maxBuffer: 2 ** 30 });

async function measure(query) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(600_000);
  await page.goto(`http://127.0.0.1:${server.address().port}/${query}`);
  await page.locator('#policy-state[data-state="works"]').waitFor();
  // A rule more, so that two policies are compared, as an owner does.
  await page.click('#add-rule');
  await page.fill('#form-phrases', 'counter');
  await page.fill('#form-message-en', 'Not about counters.');
  await page.fill('#form-flags', 'The counter was shut.');
  await page.click('.form-end .main');
  await page.locator('#rule-dialog').waitFor({ state: 'hidden' });
  await page.locator('#policy-state[data-state="works"]').waitFor();
  await page.waitForTimeout(3000); // lint is done, too
  await page.evaluate((text) => {
    window.file = new File([text], 'past.jsonl');
    window.tasks = [];
  }, comments);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  const longest = async (what) => {
    await page.waitForTimeout(300);
    const tasks = await page.evaluate(() => window.tasks.splice(0));
    console.log(`${query || 'a worker'}, ${what}: longest task ${tasks.length === 0 ? 'under 50' : Math.max(...tasks)} ms, ${tasks.length} over 50 ms`);
  };
  const begin = performance.now();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(window.file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.locator('.figures').waitFor();
  await page.locator('.row-list li').nth(19).waitFor();
  console.log(`${count} comments in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  await longest('drop to rows');
  for (let turn = 0; turn < 5; turn++) await page.click('[data-key="rows-on"]');
  await longest('five pages on');
  await page.locator('.counts button').first().click();
  await longest('one rule chosen');
  await page.close();
}

await measure('');
await measure('?no-worker');
await browser.close();
server.closeAllConnections();
server.close();
