// The files of native/service/deploy, as far as they can be tried here.
import { strict as assert } from 'node:assert';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { connect } from 'node:tls';

import { Folder, Service, command, root, statuses } from './harness.mjs';

const deploy = join(root, 'native/service/deploy');
const folder = new Folder();
after(() => folder.remove());

const has = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

test(
  'the systemd unit gives away little',
  { skip: !has('systemd-analyze') && 'no systemd-analyze' },
  () => {
    // In tenths: 2.0 is still "OK"; an ordinary service has 9.
    const { status, stdout } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=yes', '--threshold=15', join(deploy, 'precheck.service')],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout);
  },
);

test('the configuration is one', () => {
  const shown = JSON.parse(
    execFileSync(command, ['serve', '--config', join(deploy, 'config.json'), '--print-config'], {
      encoding: 'utf8',
    }),
  );
  const given = JSON.parse(readFileSync(join(deploy, 'config.json'), 'utf8'));
  for (const [key, value] of Object.entries(given)) assert.deepEqual(shown[key], value);
});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

test('behind nginx', { skip: !has('nginx') && 'no nginx' }, async (t) => {
  const service = await Service.start({
    args: ['--trusted-proxy', '127.0.0.1', '--address-rate', '0.1', '--address-burst', '5'],
  });
  const port = await freePort();
  const certificate = join(folder.path, 'precheck.pem');
  const key = join(folder.path, 'precheck.key');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=precheck.example',
      '-days',
      '1',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  // The file as it is, but for its addresses; and the client that nginx sees is one we choose.
  const site = readFileSync(join(deploy, 'nginx.conf'), 'utf8')
    .replace('server 127.0.0.1:8080;', `server 127.0.0.1:${service.port};`)
    .replace(
      'listen 443 ssl;',
      `listen 127.0.0.1:${port} ssl; set_real_ip_from 127.0.0.1; real_ip_header X-Test-Client;`,
    )
    .replace('/etc/ssl/precheck.pem', certificate)
    .replace('/etc/ssl/private/precheck.key', key);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((each) => `${each}_temp_path ${folder.path}/${each};`)
    .join(' ');
  const main = folder.write(
    'nginx.conf',
    `daemon off; pid ${folder.path}/nginx.pid; error_log stderr warn; worker_processes 1; events {} http { access_log off; ${paths}\n${site} }`,
  );
  const nginx = spawn('nginx', ['-p', folder.path, '-c', main], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  nginx.stderr.on('data', (bytes) => (complaints += bytes));
  t.after(async () => {
    nginx.kill('SIGTERM');
    await once(nginx, 'exit');
    assert.equal(await service.stop(), 0);
  });

  const ask = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const asked = request(
        { port, host: '127.0.0.1', method, path, headers, rejectUnauthorized: false },
        (response) => {
          let text = '';
          response.on('data', (part) => (text += part));
          response.on('end', () =>
            resolve({ status: response.statusCode, headers: response.headers, body: text }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  const check = (body, headers) =>
    ask('POST', '/v1/check', body, { 'Content-Type': 'application/json', ...headers });
  for (let wait = 0; ; ++wait) {
    const up = await ask('GET', '/healthz').catch(() => null);
    if (up?.status === 200) break;
    assert.ok(wait < 200 && nginx.exitCode === null, complaints);
    await new Promise((done) => setTimeout(done, 25));
  }

  await t.test('checks are answered', async () => {
    const response = await check('{"comment":"bad"}');
    assert.equal(response.status, 200);
    assert.equal(JSON.parse(response.body).action, 'warn');
    assert.match(response.headers['precheck-policy'], /^sha256:/);
  });
  await t.test('the limit goes by the client and not by what it claims', async () => {
    const found = [];
    for (let each = 0; each < 6; ++each)
      found.push(
        (
          await check('{"comment":"a"}', {
            'X-Test-Client': '203.0.113.1',
            'X-Forwarded-For': `198.51.100.${each}`,
          })
        ).status,
      );
    assert.deepEqual(found, [200, 200, 200, 200, 200, 429]);
    assert.equal((await check('{"comment":"a"}', { 'X-Test-Client': '203.0.113.2' })).status, 200);
  });
  await t.test('too much is refused by the service, with its field', async () => {
    const response = await check(JSON.stringify({ comment: ' '.repeat(65_536) }), {
      'X-Test-Client': '203.0.113.3',
    });
    assert.equal(response.status, 413);
    assert.equal(JSON.parse(response.body).error.field, 'body');
  });
  await t.test('operators and accounts are not for strangers', async () => {
    for (const path of ['/metrics', '/readyz']) assert.equal((await ask('GET', path)).status, 404);
    assert.equal(
      (await ask('GET', '/v1/accounts/1', undefined, { 'X-Test-Client': '203.0.113.4' })).status,
      403,
    );
  });
  await t.test('no request is smuggled', async () => {
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: precheck.example\r\n\r\n';
    const post =
      'POST /v1/check HTTP/1.1\r\nHost: precheck.example\r\nContent-Type: application/json\r\nX-Test-Client: 203.0.113.5\r\n';
    const attempts = [
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${post}Content-Length: 17\r\nContent-Length: 5\r\n\r\n{"comment":"bad"}`,
      `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
      `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
      `${post}Content-Length: +17\r\n\r\n{"comment":"bad"}`,
    ];
    for (const attempt of attempts) {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      let text = '';
      socket.on('data', (part) => (text += part));
      socket.on('error', () => {});
      socket.write(attempt + smuggled);
      await Promise.race([once(socket, 'close'), new Promise((done) => setTimeout(done, 1_000))]);
      socket.destroy();
      assert.ok(statuses(text).filter((status) => status === 200).length <= 1, `${attempt}${text}`);
    }
  });
});
