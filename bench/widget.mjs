// node bench/widget.mjs: what typing with the widget costs in Chromium, at full speed and at a
// quarter of it. Needs build/precheck and web/dist. Prints a line for each size of comment; "alone" is
// the same page without the widget, and "its own" the longest call of the widget's code for a key.
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
async function type({ count, isAlone }) {
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
    const verdict = new Promise((done) => {
      if (isAlone) setTimeout(done, 50);
      else box.addEventListener('precheck:verdict', done, { once: true });
    });
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

/** How long each call of the widget's own code took while `run` ran, with the layouts it asked for; ms. */
async function ownCalls(page, run) {
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await run();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  return traceEvents
    .filter(({ name, args }) => name === 'FunctionCall' && args.data?.url?.includes('/precheck'))
    .map(({ dur }) => dur / 1000);
}

/** The longest of the values, a key. */
function longest(values, count) {
  return [...values].sort((a, b) => b - a).slice(0, count);
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1).padStart(7);
}

/** A page whose box holds a comment of a length, on a machine that is slower. */
async function open(length, slowdown, isAlone) {
  const page = await browser.newPage();
  if (isAlone) await page.route('**/precheck.js', (route) => route.abort());
  await page.goto(`http://127.0.0.1:${blog.address().port}/posts/case-filing-window`);
  const ready = page.evaluate(
    (alone) => alone || new Promise((done) => document.addEventListener('precheck:ready', done, { once: true })),
    isAlone,
  );
  await page.focus('#comment');
  await ready;
  await page.fill('#comment', commentOf(length));
  await page.waitForTimeout(1500);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page;
}

async function measure(length, slowdown) {
  const alone = await open(length, slowdown, true);
  const { blocks: blocksAlone } = await alone.evaluate(type, { count: keys, isAlone: true });
  await alone.close();
  const page = await open(length, slowdown, false);
  const { latencies, blocks } = await page.evaluate(type, { count: keys, isAlone: false });
  const calls = await ownCalls(page, () => page.evaluate(type, { count: keys, isAlone: false }));
  await page.close();
  return [latencies, blocks, blocksAlone, longest(calls, keys)];
}

try {
  console.log('slowdown  comment   key to verdict, ms     main thread taken, ms      alone, ms          its own, ms');
  console.log('                        p50     p95            p50     p95           p50     p95         p50     p95');
  for (const slowdown of [1, 4]) {
    for (const length of [200, 2_000, 10_000]) {
      const figures = await measure(length, slowdown);
      const columns = figures.map((values) => `${percentile(values, 0.5)} ${percentile(values, 0.95)}`);
      console.log(`${`${slowdown} x`.padStart(8)} ${String(length).padStart(8)} ${columns.join('        ')}`);
    }
  }
} finally {
  await browser.close();
  blog.close();
  blog.closeAllConnections();
  service.kill();
}
process.exitCode = 0;
