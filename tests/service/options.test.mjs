// Where options come from, and what is said about them.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { Client, Folder, Service, command, policy } from './harness.mjs';

const folder = new Folder();
after(() => folder.remove());

/** @returns {Promise<{status: number, out: string, err: string}>} */
function serve(args, env = {}) {
  return new Promise((resolve) => {
    execFile(
      command,
      ['serve', ...args],
      { env: { ...process.env, ...env }, timeout: 10_000 },
      (error, out, err) => resolve({ status: error?.code ?? 0, out, err }),
    );
  });
}

const config = (values) =>
  folder.write('config.json', typeof values === 'string' ? values : JSON.stringify(values));

test('the command line goes before the environment, that before the file, that before the default', async () => {
  const file = config({
    threads: 3,
    max_connections: 7,
    address_rate: 1.5,
    allow_origin: ['https://a.example'],
    log_requests: true,
  });
  const env = {
    PRECHECK_THREADS: '4',
    PRECHECK_MAX_CONNECTIONS: '8',
    PRECHECK_TRUSTED_PROXY: '10.0.0.1,10.1.0.0/16',
  };
  const { status, out } = await serve(['--config', file, '--threads', '5', '--print-config'], env);
  assert.equal(status, 0);
  const shown = JSON.parse(out);
  assert.equal(shown.threads, 5);
  assert.equal(shown.max_connections, 8);
  assert.equal(shown.address_rate, 1.5);
  assert.equal(shown.account_rate, 0.5);
  assert.equal(shown.log_requests, true);
  assert.deepEqual(shown.allow_origin, ['https://a.example']);
  assert.deepEqual(shown.trusted_proxy, ['10.0.0.1', '10.1.0.0/16']);
});

test('what is printed can be read again, and says the same', async () => {
  const first = (await serve(['--threads', '2', '--allow-origin', '*', '--print-config'])).out;
  const second = (await serve(['--config', config(first), '--print-config'])).out;
  assert.equal(second, first);
});

test('the name of the file may stand in the environment', async () => {
  const { out } = await serve(['--print-config'], { PRECHECK_CONFIG: config({ threads: 9 }) });
  assert.equal(JSON.parse(out).threads, 9);
});

const wrong = [
  ['not JSON', '{', /it is not a JSON object/],
  ['a list', [], /it is not a JSON object/],
  ['an unknown key', { thread: 2 }, /\/thread: there is no such option; there are listen, /],
  [
    'a key as on the command line',
    { 'max-connections': 2 },
    /\/max-connections: there is no such option/,
  ],
  ['a number as text', { threads: '2' }, /\/threads: this must be a whole number/],
  ['a number below zero', { threads: -1 }, /\/threads: this must be a whole number/],
  ['a flag as text', { log_requests: 'yes' }, /\/log_requests: this must be true or false/],
  ['a text as list', { listen: ['a'] }, /\/listen: this must be a string/],
  [
    'a list as text',
    { allow_origin: 'https://a.example' },
    /\/allow_origin: this must be a list of strings/,
  ],
  ['too much', { threads: 1000 }, /threads/],
  ['no address', { listen: 'here' }, /'here' is not HOST:PORT/],
  ['no origin', { allow_origin: ['a.example'] }, /is not an origin/],
];
for (const [name, values, message] of wrong) {
  test(`a file is refused: ${name}`, async () => {
    const { status, out, err } = await serve(['--config', config(values), '--print-config']);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(err, message);
    assert.match(err, /^precheck: /);
  });
}

test('a file that is needed and not right ends the start with its name', async () => {
  const good = folder.write('policy.json', policy());
  const cases = [
    [['--policy', folder.write('broken.json', '{')], /broken\.json:1:2: /],
    [
      ['--policy', good, '--tokens', folder.write('tokens', 'name short\n')],
      /tokens: line 1: a token has at least 16/,
    ],
    [['--policy', good, '--tokens', '/nowhere/tokens'], /\/nowhere\/tokens: No such file/],
    [
      ['--policy', good, '--coral-secrets', folder.write('secrets', '')],
      /secrets: there is no secret in it/,
    ],
    [['--policy', good, '--trusted-proxy', 'proxy'], /'proxy' is not an address or a network/],
    [['--policy', good, '--static', '/nowhere'], /\/nowhere/],
  ];
  for (const [args, message] of cases) {
    const { status, err } = await serve(['--listen', '127.0.0.1:0', ...args]);
    assert.equal(status, 2, err);
    assert.match(err, message);
  }
});

test('tokens and the table of posts are read again when they change; what is broken changes nothing', async () => {
  const tokens = folder.write('live-tokens', 'one 0123456789abcdef\n');
  const service = await Service.start({ args: ['--tokens', tokens] });
  const client = await Client.open(service.port);
  const wait = async (event, count) => {
    while (service.logged(event).length < count)
      await client.send('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
  };
  writeFileSync(tokens, 'two fedcba9876543210\n');
  await wait('file_loaded', 1);
  writeFileSync(tokens, 'broken\n');
  await wait('file_refused', 1);
  assert.match(service.logged('file_refused')[0].message, /line 1: it is not NAME TOKEN/);
  assert.ok(!service.log.includes('fedcba9876543210'));
  client.close();
  assert.equal(await service.stop(), 0);
});
