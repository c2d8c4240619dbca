// usage: node chromium.mjs FOLDER [N]. In headless Chromium, over the rules and comments that data.mjs
// wrote into FOLDER: the first check on a fresh page, from asking for rules to its answer, the
// fastest of seven and the middle one; and a check of 2 kB, p50 and p99 of 2,000. Ours with a
// compiled policy and with one in JSON, and a loop of RegExp. A line of JSON each.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const { chromium } = createRequire(new URL('../web/', import.meta.url))('playwright-core');
const [folder, count = '500'] = process.argv.slice(2);
const dist = fileURLToPath(new URL('../web/dist/', import.meta.url));
const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const command = fileURLToPath(new URL('../build/precheck', import.meta.url));
const compiled = execFileSync(command, ['publish', '--compiled', join(folder, `policy-${count}.json`)]);
const modules = ['precheck.mjs', 'precheck-engine.mjs'];
const shipped = {
  precheck: [...modules, 'precheck.wasm', `policy-${count}.precheck`],
  'precheck-json': [...modules, 'precheck-json.wasm', `policy-${count}.json`],
  'regexp-gi': [`rules-${count}.txt`],
  'regexp-giu': [`rules-${count}.txt`],
};

const read = (name) => {
  if (extname(name) === '.precheck') return compiled;
  return readFileSync(join(types[extname(name)] && !name.startsWith('policy') ? dist : folder, name));
};
const bytesOf = (names) => names.reduce((sum, name) => sum + brotliCompressSync(read(name)).length, 0);

const server = createServer(({ url }, response) => {
  // Isolated, so that the page's clock is not coarse.
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Content-Type', types[extname(url)] ?? 'text/html');
  response.end(url === '/' ? '<!doctype html><link rel="icon" href="data:,"><title>bench</title>' : read(url.slice(1)));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = `http://127.0.0.1:${server.address().port}/`;

/** In the page: makes one engine ready, checks once, and then again and again. */
async function run({ engine, count, comments, again }) {
  const makers = {
    async precheck(ending) {
      // All at once; the script tag, too, asks for both modules before it runs one.
      const bytes = (name) => fetch(name).then((answer) => answer.arrayBuffer());
      const [{ createChecker }, policy, wasm] = await Promise.all([
        import('/precheck.mjs'),
        bytes(`/policy-${count}.${ending}`),
        bytes(ending === 'json' ? '/precheck-json.wasm' : '/precheck.wasm'),
        import('/precheck-engine.mjs'),
      ]);
      const checker = await createChecker({ policy, wasm });
      return (comment) => checker.check({ comment }).findings.length;
    },
    async loop(flags) {
      const rules = (await (await fetch(`/rules-${count}.txt`)).text()).trimEnd().split('\n');
      const all = rules.map((rule) => new RegExp(rule, flags));
      return (comment) => {
        let found = 0;
        for (const each of all) {
          each.lastIndex = 0;
          while (each.exec(comment)) found++;
        }
        return found;
      };
    },
  };
  const started = performance.now();
  const check = await (engine.startsWith('precheck')
    ? makers.precheck(engine === 'precheck' ? 'precheck' : 'json')
    : makers.loop(engine.split('-')[1]));
  let found = check(comments[0]);
  const first = performance.now() - started;
  const times = [];
  for (let at = 0; at < again; at++) {
    const begin = performance.now();
    found += check(comments[at % comments.length]);
    times.push(performance.now() - begin);
  }
  return { first, times: times.slice(again / 10).sort((a, b) => a - b), found };
}

const text = readFileSync(join(folder, `comments-en-${count}.txt`), 'utf8').replaceAll('\n', ' ');
const comments = Array.from({ length: 50 }, (_, at) => text.slice(at * 4_000, at * 4_000 + 2_000));
const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** On a page of its own process, with nothing cached. */
async function visit(engine, again) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const figures = await page.evaluate(run, { engine, count, comments, again });
  await context.close();
  return figures;
}

try {
  for (const engine of Object.keys(shipped)) {
    const firsts = [];
    for (let round = 0; round < 7; round++) firsts.push((await visit(engine, 0)).first);
    const { times } = await visit(engine, engine.startsWith('precheck') ? 2_000 : 200);
    const at = (share) => times[Math.floor(times.length * share)];
    const figures = { engine, rules: Number(count), first_ms: Math.min(...firsts), first_p50: firsts.sort((a, b) => a - b)[3], p50: at(0.5), p99: at(0.99), bytes: bytesOf(shipped[engine]) };
    console.log(JSON.stringify({ set: 'chromium', ...figures }));
  }
} finally {
  await browser.close();
  server.close();
}
