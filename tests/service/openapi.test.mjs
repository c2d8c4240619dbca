// docs/openapi.json says what the service answers, and the service answers what it says.
import { strict as assert } from 'node:assert';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { after, test } from 'node:test';

import { Client, Folder, Service, postBytes, raw, root } from './harness.mjs';

const require = createRequire(join(root, 'web/package.json'));
const Ajv = require('ajv/dist/2020').default;

const api = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'api', components: api.components });

const token = 'a-token-for-the-tests-only';
const secret = 'a-secret-for-the-tests-only';
const files = new Folder();
const common = [
  '--tokens',
  files.write('tokens', `tests ${token}\n`),
  '--coral-secrets',
  files.write('secrets', `${secret}\n`),
  '--trusted-proxy',
  '127.0.0.1',
];
const ledger = [
  '--ledger',
  join(files.path, 'ledger.db'),
  '--ledger-key',
  files.write('key', `${'0123456789abcdef'.repeat(4)}\n`),
];
const service = await Service.start({
  args: [
    ...common,
    ...ledger,
    '--address-rate',
    '0.1',
    '--address-burst',
    '1',
    '--account-rate',
    '0.01',
    '--account-burst',
    '2',
  ],
});
const client = await Client.open(service.port);
const seen = new Set();
after(async () => {
  client.close();
  await service.stop();
  files.remove();
});

const json = { 'Content-Type': 'application/json' };
const bearer = { ...json, Authorization: `Bearer ${token}` };
const bad = JSON.stringify({ comment: 'This is bad.' });
const decision = JSON.stringify({ id: '1', comment: 'This is bad.', author: { id: 'user:1' } });
const plea = JSON.stringify({ by: 'moderator', why: 'a quotation' });
const coral = (body) =>
  JSON.stringify({
    action: 'NEW',
    comment: { body },
    author: { id: 'u', role: 'COMMENTER' },
    story: { id: 's', url: 'https://blog.example/a' },
    site: { id: 'x' },
    tenantID: 't',
    tenantDomain: 'blog.example',
  });
const signed = (body) => ({
  ...json,
  'X-Coral-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});
const stranger = { 'X-Forwarded-For': '203.0.113.9' };
const long = JSON.stringify({ comment: ' '.repeat(65_536) });

let tag = '';
// In this order: method, address as the file has it, status, headers, body, address as it is asked.
const requests = [
  ['post', '/v1/check', 200, json, bad],
  ['post', '/v1/check', 200, { ...json, ...stranger }, bad],
  ['post', '/v1/check', 429, { ...json, ...stranger }, bad],
  ['post', '/v1/check', 400, json, '{}'],
  ['post', '/v1/check', 412, { ...json, 'Precheck-Policy': 'sha256:0' }, bad],
  ['post', '/v1/check', 415, { 'Content-Type': 'text/plain' }, bad],
  ['get', '/v1/policy', 200, {}],
  ['get', '/v1/policy', 304, () => ({ 'If-None-Match': tag })],
  ['get', '/v1/policy', 412, { 'Precheck-Policy': 'sha256:0' }],
  ['post', '/v1/decide', 200, { ...bearer, 'Idempotency-Key': '1' }, decision],
  ['post', '/v1/decide', 200, { ...bearer, 'Idempotency-Key': '1' }, decision],
  ['post', '/v1/decide', 429, { ...bearer, 'Idempotency-Key': '2' }, decision],
  [
    'post',
    '/v1/decide',
    422,
    { ...bearer, 'Idempotency-Key': '1' },
    decision.replace('user:1', 'user:2'),
  ],
  ['post', '/v1/decide', 400, bearer, decision],
  [
    'post',
    '/v1/decide',
    412,
    { ...bearer, 'Precheck-Policy': 'sha256:0', 'Idempotency-Key': '4' },
    decision,
  ],
  ['post', '/v1/decide', 401, { ...json, 'Idempotency-Key': '1' }, decision],
  [
    'post',
    '/v1/decide',
    415,
    { ...bearer, 'Content-Type': 'text/plain', 'Idempotency-Key': '3' },
    decision,
  ],
  ['get', '/v1/accounts/{id}', 200, bearer, undefined, '/v1/accounts/user%3A1'],
  ['get', '/v1/accounts/{id}', 401, {}, undefined, '/v1/accounts/user%3A1'],
  ['get', '/v1/accounts/{id}/export', 200, bearer, undefined, '/v1/accounts/user%3A1/export'],
  ['get', '/v1/accounts/{id}/export', 401, {}, undefined, '/v1/accounts/user%3A1/export'],
  ['post', '/v1/accounts/{id}/appeal', 200, bearer, plea, '/v1/accounts/user%3A1/appeal'],
  ['post', '/v1/accounts/{id}/appeal', 400, bearer, '{}', '/v1/accounts/user%3A1/appeal'],
  ['post', '/v1/accounts/{id}/appeal', 401, json, plea, '/v1/accounts/user%3A1/appeal'],
  [
    'post',
    '/v1/accounts/{id}/appeal',
    404,
    bearer,
    plea.replace('}', ',"strike":999}'),
    '/v1/accounts/user%3A1/appeal',
  ],
  [
    'post',
    '/v1/accounts/{id}/appeal',
    415,
    { ...bearer, 'Content-Type': 'text/plain' },
    plea,
    '/v1/accounts/user%3A1/appeal',
  ],
  ['post', '/v1/accounts/{id}/pardon', 200, bearer, plea, '/v1/accounts/user%3A1/pardon'],
  ['post', '/v1/accounts/{id}/pardon', 400, bearer, '{}', '/v1/accounts/user%3A1/pardon'],
  ['post', '/v1/accounts/{id}/pardon', 401, json, plea, '/v1/accounts/user%3A1/pardon'],
  [
    'post',
    '/v1/accounts/{id}/pardon',
    404,
    bearer,
    plea.replace('}', ',"strike":999}'),
    '/v1/accounts/user%3A1/pardon',
  ],
  [
    'post',
    '/v1/accounts/{id}/pardon',
    415,
    { ...bearer, 'Content-Type': 'text/plain' },
    plea,
    '/v1/accounts/user%3A1/pardon',
  ],
  ['delete', '/v1/accounts/{id}', 401, {}, undefined, '/v1/accounts/user%3A1'],
  ['delete', '/v1/accounts/{id}', 200, bearer, undefined, '/v1/accounts/user%3A1'],
  ['get', '/v1/ledger', 200, bearer],
  ['get', '/v1/ledger', 401, {}],
  ['post', '/v1/coral', 200, signed(coral('bad')), coral('bad')],
  ['post', '/v1/coral', 204, signed(coral('fine')), coral('fine')],
  ['post', '/v1/coral', 400, signed('{}'), '{}'],
  ['post', '/v1/coral', 401, json, coral('fine')],
  ['post', '/v1/coral', 415, { ...signed('{}'), 'Content-Type': 'text/plain' }, '{}'],
  ['get', '/healthz', 200, {}],
  ['get', '/readyz', 200, {}],
  ['get', '/metrics', 200, {}],
];
// Answers that end the connection.
const last = [
  ['post', '/v1/check', 413, json, long],
  ['post', '/v1/decide', 413, bearer, long],
  ['post', '/v1/coral', 413, json, long],
];
// What the soak shows: overload, a ledger that fails, a service that stops.
const elsewhere = /^(post|get|delete) \/(v1\/(check|decide|accounts.*)|readyz) 503$/;

function bytesOf(method, target, headers, body) {
  if (method === 'post') return postBytes(target, body, { 'Content-Type': undefined, ...headers });
  const lines = Object.entries({ Host: 'test', ...headers }).map(
    ([key, value]) => `${key}: ${value}\r\n`,
  );
  return `${method.toUpperCase()} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function holds(method, path, response) {
  const where = `${method} ${path} ${response.status}`;
  const described = api.paths[path]?.[method]?.responses[response.status];
  assert.ok(described, `${where} is not in docs/openapi.json: ${response.body}`);
  seen.add(where);
  const [type, content] = Object.entries(described.content ?? {})[0] ?? [];
  assert.equal(response.headers['content-type'], type, where);
  for (const [name, header] of Object.entries(described.headers ?? {})) {
    const value = response.headers[name.toLowerCase()];
    assert.ok(value !== undefined, `${where}: ${name}`);
    assert.ok(ajv.validate(header.schema, value), `${where}: ${name}: ${value}`);
  }
  if (content === undefined) return assert.equal(response.body, '', where);
  if (type !== 'application/json') return;
  const name = content.schema.$ref?.replace('#', 'api#');
  const valid = ajv.validate(name ? { $ref: name } : content.schema, JSON.parse(response.body));
  assert.ok(valid, `${where}: ${ajv.errorsText()}: ${response.body}`);
}

for (const [method, path, status, headers, body, target = path] of requests) {
  test(`${method} ${path} ${status}`, async () => {
    const response = await client.send(
      bytesOf(method, target, typeof headers === 'function' ? headers() : headers, body),
    );
    if (path === '/v1/policy') tag = response.headers.etag ?? tag;
    assert.equal(response.status, status, response.body);
    holds(method, path, response);
    const operation = api.paths[path][method];
    if (status === 200 && body !== undefined) {
      const schema = operation.requestBody.content['application/json'].schema.$ref;
      assert.ok(
        ajv.validate({ $ref: schema.replace('#', 'api#') }, JSON.parse(body)),
        ajv.errorsText(),
      );
    }
  });
}

for (const [method, path, status, headers, body] of last) {
  test(`${method} ${path} ${status}`, async () => {
    const one = await Client.open(service.port);
    const response = await one.send(bytesOf(method, path, headers, body));
    assert.equal(response.status, status);
    holds(method, path, response);
    one.close();
  });
}

test('every answer that is described was given', () => {
  const described = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'parameters')
      .flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
  );
  assert.deepEqual(
    described.filter((each) => !seen.has(each) && !elsewhere.test(each)),
    [],
  );
});

test('every route is described', async () => {
  const metrics = (await client.send('GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n')).body;
  const routes = new Set(
    [
      ...metrics.matchAll(/precheck_request_seconds_count\{route="([^"]+)",method="([^"]+)"\}/g),
    ].map(([, path, method]) => `${method.toLowerCase()} ${path}`),
  );
  const described = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method} ${path}`),
  );
  assert.deepEqual([...routes].sort(), described.sort());
});

test('a service that is about to stop says 503 as described', async () => {
  const other = await Service.start();
  const half = await Client.open(other.port); // keeps it from stopping
  half.send('POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n').catch(() => {});
  const probe = await Client.open(other.port);
  await probe.send('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
  process.kill(other.pid, 'SIGTERM');
  while (!other.log.includes('"stopping"')) await raw(other.port, '', { most: 20 });
  const response = await probe.send('GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal(response.status, 503);
  holds('get', '/readyz', response);
  half.close();
  assert.equal(await other.exited, 0);
  other.folder.remove();
});
