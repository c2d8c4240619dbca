// Each host of parity.mjs: answer(lines) gives one answer a line, as a string.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpRequest, createServer, Agent } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

function throughProcess(command, args, lines) {
  const input = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  const result = spawnSync(command, args, { input, maxBuffer: 1 << 30 });
  if (result.error) throw result.error;
  const answers = result.stdout.toString('utf8').split('\n');
  answers.pop();
  if (answers.length !== lines.length) {
    throw new Error(`${command}: ${lines.length} lines in, ${answers.length} out\n${result.stderr}`);
  }
  return answers;
}

export function command(root, policy) {
  const args = ['check', '--jsonl', '--threads', '2', '--policy', policy, '-'];
  return { name: 'command', answer: (lines) => throughProcess(join(root, 'build/precheck'), args, lines) };
}

export function cLibrary(root, policy, build = 'build') {
  const driver = join(root, build, 'capi_driver');
  return { name: build === 'build' ? 'C library' : 'C library by clang', answer: (lines) => throughProcess(driver, [policy], lines) };
}

// `file` is one of the page's three modules. Null where it cannot read the policy, and says so.
export async function webAssembly(root, policy, file) {
  const createEngine = (await import(pathToFileURL(join(root, 'build-wasm/engine.mjs')))).default;
  const engine = await createEngine({ wasmBinary: readFileSync(join(root, 'build-wasm', file)) });
  const checker = engine.Checker.compile(readFileSync(policy));
  const errors = JSON.parse(checker.errors());
  if (errors.some(({ code }) => code === 'needs_full_engine' || code === 'needs_json_engine')) return null;
  if (errors.length > 0) throw new Error(`${file}, ${policy}: ${checker.errors()}`);
  return {
    name: file,
    // Bytes are taken as they are, so that lines which are not UTF-8 arrive unchanged.
    answer: (lines) => lines.map((line) => checker.check(line)),
    check: (text) => checker.check(text),
  };
}

// Run in the page.
async function use({ policy, file }) {
  const { default: createEngine } = await import('/engine.mjs');
  window.checker?.delete();
  window.engines ??= {};
  const engine = (window.engines[file] ??= await createEngine({ wasmBinary: await (await fetch(file)).arrayBuffer() }));
  window.checker = engine.Checker.compile(Uint8Array.from(policy, (byte) => byte.charCodeAt(0)));
  return window.checker.errors();
}
function answer(lines) {
  return lines.map((line) => window.checker.check(Uint8Array.from(line, (byte) => byte.charCodeAt(0))));
}

// The same engines in a page whose content policy allows WebAssembly and nothing else.
export async function chromium(root) {
  const wasm = 'application/wasm';
  const files = { '/engine.mjs': 'text/javascript', '/engine.wasm': wasm, '/engine-json.wasm': wasm, '/engine-full.wasm': wasm };
  const server = createServer((request, response) => {
    const type = files[request.url] ?? 'text/html';
    const body = type === 'text/html' ? '<!doctype html>' : readFileSync(join(root, 'build-wasm', request.url));
    response.writeHead(200, { 'content-type': type, 'content-security-policy': "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'" });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const playwright = createRequire(join(root, 'web/package.json'))('playwright-core');
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  const browser = await playwright.chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  // As text: this process may make no code from strings, which is how a function is looked at first.
  const inPage = (run, argument) => page.evaluate(`(${run})(${JSON.stringify(argument)})`);
  return {
    name: 'Chromium',
    use: (policy, file) => inPage(use, { policy: readFileSync(policy, 'latin1'), file: `/${file}` }),
    answer: (lines) => inPage(answer, lines.map((line) => line.toString('latin1'))),
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}

// The service answers {"error":...} without an id: the caller knows which request it was.
export async function service(root, policy) {
  const child = spawn(join(root, 'build/precheck'), ['serve', '--listen', '127.0.0.1:0', '--policy', policy], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await new Promise((resolve, reject) => {
    let seen = '';
    const look = (chunk) => {
      seen += chunk;
      const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(seen);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('exit', () => reject(new Error(`the service did not start\n${seen}`)));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const post = (body) =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path: '/v1/check', method: 'POST', agent };
      options.headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = httpRequest(options, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString('utf8') }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  // On a machine with too much to do it may ask to come back.
  const insist = async (body) => {
    for (let tries = 0; ; tries++) {
      const answer = await post(body);
      if (answer.status !== 503 || tries === 50) return answer;
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  return {
    name: 'service',
    answer: async (lines) => {
      const answers = [];
      for (let at = 0; at < lines.length; at += 4) {
        answers.push(...(await Promise.all(lines.slice(at, at + 4).map(insist))));
      }
      return answers;
    },
    stop: () => {
      agent.destroy();
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
    },
  };
}
