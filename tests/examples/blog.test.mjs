// The static blog behind each of its servers: what is published, what waits, what is refused, and
// what becomes of a comment when the checker is gone.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core');
const scratch = process.env.SCRATCH;
const policy = join(scratch, 'prefix/share/precheck/policy.json');
const blog = join(scratch, 'examples/static-blog');
const php = ['php', '-S', 'ADDRESS', '-t', join(blog, 'public'), join(blog, 'php/router.php')];

const fine = 'Thank you. The figures in the second paragraph match what I saw in Hangzhou.';
const warned = 'But America does it too.';
const held = 'You idiot, you are a moron and a fool.';
const refused = 'I will find you and kill you.';

let browser, service;

before(async () => {
  cpSync(join(scratch, 'prefix/share/precheck/web'), join(blog, 'public/precheck'), { recursive: true });
  execFileSync('precheck', ['publish', policy, '-o', join(blog, 'public/policy.json')]);
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  service = await start(['precheck', 'serve', '--policy', policy, '--listen', 'ADDRESS']);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

async function freeAddress() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = `127.0.0.1:${server.address().port}`;
  await new Promise((done) => server.close(done));
  return address;
}

async function start(command, environment = {}) {
  const address = await freeAddress();
  const [program, ...args] = command.map((part) => part.replace('ADDRESS', address));
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exited = new Promise((done) => child.on('exit', done));
  for (let tries = 0; ; tries++) {
    if (await fetch(`http://${address}/`).catch(() => undefined)) break;
    if (tries === 1200 || child.exitCode !== null) throw new Error(`${program} did not start:\n${output}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const stop = () => {
    child.kill();
    return exited;
  };
  return { address: `http://${address}`, stop, output: () => output };
}

const servers = {
  'Node.js, in its own process': () => (data) =>
    start(['node', join(blog, 'node/server.mjs'), '--policy', policy, '--listen', 'ADDRESS', '--data', data]),
  'PHP and the service': () => (data) => start(php, { PRECHECK_SERVICE: service.address, DATA: data }),
  'PHP, in its own process, preloaded': () => (data) => {
    const preload = join(scratch, 'preload.php');
    writeFileSync(preload, `<?php require '${join(scratch, 'examples/php/Precheck.php')}';`);
    const settings = ['ffi.enable=preload', 'opcache.enable_cli=1', `opcache.preload=${preload}`, 'opcache.preload_user=root'];
    return start([php[0], ...settings.flatMap((each) => ['-d', each]), ...php.slice(1)], { PRECHECK_POLICY: policy, DATA: data });
  },
};

for (const [name, open] of Object.entries(servers)) {
  describe(name, () => {
    let site, file;

    before(async () => {
      const data = mkdtempSync(join(scratch, 'data-'));
      file = join(data, 'comments.jsonl');
      site = await open()(data);
    });
    after(() => site?.stop());

    const stored = () =>
      existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
    const send = (fields) =>
      fetch(`${site.address}/comment`, { method: 'POST', body: new URLSearchParams({ post: 'lift', name: 'R', ...fields }), redirect: 'manual' });
    const listed = async () => (await (await fetch(`${site.address}/comments?post=lift`)).json()).map(({ text }) => text);

    test('fine and warned comments are published, a held one waits, a threat is refused with its text', async () => {
      assert.equal((await send({ comment: fine })).headers.get('location'), '/lift.html#comments');
      assert.equal((await send({ comment: `${warned}\r\nReally.` })).status, 303);
      assert.equal((await send({ comment: held })).headers.get('location'), '/lift.html?waiting#comments');
      const response = await send({ comment: `<b>${refused}</b>` });
      assert.equal(response.status, 422);
      const page = await response.text();
      assert.ok(page.includes(refused) && !page.includes('<b>I will'));
      assert.deepEqual(await listed(), [fine, `${warned}\nReally.`]);
      assert.deepEqual(stored().map(({ status, rules }) => [status, rules.length > 0]), [
        ['published', false],
        ['published', true],
        ['waiting', true],
      ]);
    });

    test('what is no comment is refused, what a client claims is not believed', async () => {
      const count = stored().length;
      for (const [fields, status] of [
        [{ comment: ' ' }, 400],
        [{ comment: fine, post: 'nowhere' }, 404],
        [{ comment: fine, post: '__proto__' }, 404],
        [{ comment: refused, verdict: 'allow', status: 'published' }, 422],
      ])
        assert.equal((await send(fields)).status, status, JSON.stringify(fields));
      assert.equal(stored().length, count);
      assert.equal((await fetch(`${site.address}/../posts.json`)).status, 404);
    });

    test('in the browser: warned, edited, posted anyway; refused with the text kept', async () => {
      const page = await browser.newPage();
      page.setDefaultTimeout(60_000);
      const complaints = [];
      page.on('console', (message) => {
        const { url } = message.location();
        // The browser's own lines: there is no icon, and a refusal has the status 422.
        if (message.type() === 'error' && !/favicon\.ico$|\/comment$/.test(url)) complaints.push(`${url} ${message.text()}`);
      });
      await page.goto(`${site.address}/lift.html`);
      await page.fill('[name=name]', 'Browser');
      await page.click('[name=comment]');
      await page.fill('[name=comment]', `${warned} Twice.`);
      await page.getByText('This is a blog about China').waitFor();
      await page.click('form button:not([type])');
      await page.getByRole('button', { name: 'Post anyway' }).click();
      await page.locator('li', { hasText: 'Twice.' }).waitFor();
      await page.fill('[name=name]', 'Browser');
      await page.click('[name=comment]');
      await page.fill('[name=comment]', refused);
      await page.click('form button:not([type])');
      await page.getByRole('button', { name: 'Post anyway' }).click();
      await page.getByRole('heading', { name: 'Not posted' }).waitFor();
      assert.equal(await page.inputValue('[name=comment]'), refused);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test('the checker is gone: the comment waits, and the server says so in its log', { skip: !name.includes('service') }, async () => {
      await service.stop();
      assert.equal((await send({ comment: `${fine} Still here.` })).headers.get('location'), '/lift.html?waiting#comments');
      assert.deepEqual([stored().at(-1).status, stored().at(-1).text], ['waiting', `${fine} Still here.`]);
      assert.match(site.output(), /no verdict, the comment waits/);
    });
  });
}
