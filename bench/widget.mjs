// node bench/widget.mjs: what typing with the widget costs in Chromium, at full speed and at a
// quarter of it. Needs build/precheck and web/dist. Prints a line for each size of comment.
// node bench/widget.mjs [POLICY]
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { createBlog } from '../web/demo/server.mjs';

const { chromium } = createRequire(new URL('../web/', import.meta.url))('playwright-core');
const root = new URL('..', import.meta.url);
const keys = 120;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

const port = await freePort();
const service = spawn('build/precheck', ['serve', '--listen', `127.0.0.1:${port}`, '--policy', process.argv[2] ?? 'policy.json'], {
  cwd: root,
  stdio: 'ignore',
});
const blog = createBlog({ service: `http://127.0.0.1:${port}` }).listen(0, '127.0.0.1');
await once(blog, 'listening');
while (!(await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.ok) await pause(50);
const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** A comment of a length, whose last sentence is found; units of UTF-16. */
function commentOf(length) {
  const sentence = 'In Chengdu the clerk read the list aloud, and the second hearing was set for March 2021. ';
  return `${sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length - 30)}. But America does it too`;
}

/** In the page: types at the end of the box, and notes for each key when its verdict came. */
async function type(count) {
  const box = document.querySelector('#comment');
  const latencies = [];
  const blocks = [];
  // One channel for all turns: a page keeps each that was ever started, until it can no more.
  const { port1, port2 } = new MessageChannel();
  const turn = () =>
    new Promise((done) => {
      port1.onmessage = done;
      port2.postMessage(null);
    });
  for (let key = 0; key < count; key++) {
    const verdict = new Promise((done) => box.addEventListener('precheck:verdict', done, { once: true }));
    const started = performance.now();
    document.execCommand('insertText', false, key % 6 ? 'a' : ' ');
    blocks.push(performance.now() - started);
    // The longest time that nothing else got a turn: the check and the drawing of its findings.
    let last = performance.now();
    let longest = 0;
    let waiting = true;
    verdict.then(() => (waiting = false));
    while (waiting) {
      await turn();
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    latencies.push(performance.now() - started);
    blocks.push(longest);
    await new Promise((done) => setTimeout(done, 30));
  }
  port1.close();
  return { latencies, blocks };
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1).padStart(7);
}

try {
  console.log('slowdown  comment    key to verdict, ms     main thread taken, ms');
  console.log('                        p50     p95              p50     p95');
  for (const slowdown of [1, 4]) {
    for (const length of [200, 2_000, 10_000]) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${blog.address().port}/posts/case-filing-window`);
      const ready = page.evaluate(
        () => new Promise((done) => document.addEventListener('precheck:ready', done, { once: true })),
      );
      await page.focus('#comment');
      await ready;
      await page.fill('#comment', commentOf(length));
      await page.waitForTimeout(1500);
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      const { latencies, blocks } = await page.evaluate(type, keys);
      const figures = [latencies, blocks].map((values) => `${percentile(values, 0.5)} ${percentile(values, 0.95)}`);
      console.log(`${`${slowdown} x`.padStart(8)} ${String(length).padStart(8)} ${figures.join('         ')}`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  blog.close();
  blog.closeAllConnections();
  service.kill();
}
process.exitCode = 0;
