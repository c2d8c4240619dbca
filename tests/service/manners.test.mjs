// What the service tells to whom, and what it never tells.
import { strict as assert } from 'node:assert';
import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Client, Folder, Service, load, policy, postBytes } from './harness.mjs';

const folder = new Folder();
after(() => folder.remove());

const get = (target, headers = {}) =>
  `GET ${target} HTTP/1.1\r\n${Object.entries({ Host: 'test', ...headers })
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;

test('no comment, account, address or token is in the log or the metrics', async () => {
  const secret = 'a-secret-for-the-tests-only';
  const service = await Service.start({
    args: [
      '--log-requests',
      '--trusted-proxy',
      '127.0.0.1',
      '--coral-secrets',
      folder.write('secrets', secret),
    ],
  });
  const client = await Client.open(service.port);
  const marks = [
    'zebracomment',
    'zebraaccount',
    'zebrapost',
    'zebraearlier',
    'zebraquery',
    'zebrapath',
    'zebratoken',
    'zebraid',
    '203.0.113.77',
    'zebraorigin',
    'zebracoral',
  ];
  const body = JSON.stringify({
    id: 'zebraid',
    comment: 'bad zebracomment',
    author: { id: 'zebraaccount' },
    post: { title: 'zebrapost' },
    earlier: ['zebraearlier'],
  });
  const headers = {
    'X-Forwarded-For': '203.0.113.77',
    Authorization: 'Bearer zebratoken',
    Origin: 'https://zebraorigin.example',
    Cookie: 'a=zebratoken',
  };
  for (const bytes of [
    postBytes('/v1/check?zebraquery', body, headers),
    postBytes('/v1/check', body.slice(0, -3), headers),
    postBytes('/v1/decide', body, headers),
    postBytes('/v1/check', body, { ...headers, 'Precheck-Policy': 'zebraquery' }),
    get('/zebrapath?zebraquery', headers),
    get('/v1/accounts/zebraaccount', headers),
  ]) {
    await client.send(bytes);
  }
  const asked = JSON.stringify({
    comment: { body: 'bad zebracoral' },
    author: { id: 'zebraaccount' },
  });
  const signature = createHmac('sha256', secret).update(asked).digest('hex');
  assert.equal(
    (
      await client.send(
        postBytes('/v1/coral', asked, { 'X-Coral-Signature': `sha256=${signature}` }),
      )
    ).status,
    200,
  );
  await client.send('zebrapath\r\n\r\n').catch(() => {});
  const other = await Client.open(service.port);
  const metrics = (await other.send(get('/metrics'))).body;
  other.close();
  client.close();
  assert.equal(await service.stop(), 0);
  assert.equal(service.logged('request').length, 8);
  assert.deepEqual(service.logged('request')[0].route, '/v1/check');
  for (const mark of [...marks, secret]) {
    assert.ok(!service.log.includes(mark), mark);
    assert.ok(!metrics.includes(mark), mark);
    assert.ok(!service.output.includes(mark), mark);
  }
});

test('the log is capped, and says what it dropped', async () => {
  const service = await Service.start({ args: ['--log-requests'] });
  let count = 0;
  const running = await load(
    service.port,
    8,
    () => get('/healthz'),
    () => (count += 1),
  );
  while (count < 4_000) await new Promise((done) => setTimeout(done, 20));
  await running.stop();
  assert.equal(await service.stop(), 0);
  const dropped = service.logged('log_dropped').reduce((sum, line) => sum + line.lines, 0);
  assert.equal(service.logged('request').length + dropped, count);
});

test('metrics count what happened', async () => {
  const service = await Service.start();
  const client = await Client.open(service.port);
  for (const comment of ['bad', 'fine', 'vile', 'bad']) await client.check({ comment });
  await client.check('{');
  const response = await client.send(get('/metrics'));
  const value = (name) =>
    Number(new RegExp(`^${name.replace(/[{}"/]/g, '\\$&')} (.*)$`, 'm').exec(response.body)?.[1]);
  assert.equal(value('precheck_verdicts_total{action="warn"}'), 2);
  assert.equal(value('precheck_verdicts_total{action="hold"}'), 1);
  assert.equal(value('precheck_verdicts_total{action="allow"}'), 1);
  assert.equal(value('precheck_requests_total{status="200"}'), 4);
  assert.equal(value('precheck_requests_total{status="400"}'), 1);
  assert.equal(value('precheck_connections'), 1);
  for (const stage of ['read', 'parse', 'check', 'report', 'send', 'queue']) {
    const count = value(`precheck_stage_seconds_count{stage="${stage}"}`);
    assert.ok(stage === 'queue' ? count === 0 : count >= 4, stage);
  }
  // Every line is a comment or a sample, and every family is told once.
  const families = [...response.body.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gm)].map(
    (found) => found[1],
  );
  assert.equal(new Set(families).size, families.length);
  for (const line of response.body.trimEnd().split('\n')) {
    assert.match(
      line,
      /^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)$/,
    );
  }
  client.close();
  assert.equal(await service.stop(), 0);
});

test('an address may ask so often and no more; another address is not in its way', async () => {
  const service = await Service.start({
    args: ['--trusted-proxy', '127.0.0.1', '--address-rate', '0.1', '--address-burst', '3'],
  });
  const client = await Client.open(service.port);
  const statuses = async (headers, count) => {
    const found = [];
    for (let each = 0; each < count; ++each)
      found.push((await client.check({ comment: 'a' }, headers)).status);
    return found;
  };
  assert.deepEqual(await statuses({ 'X-Forwarded-For': '203.0.113.1' }, 4), [200, 200, 200, 429]);
  assert.deepEqual(await statuses({ 'X-Forwarded-For': '203.0.113.2' }, 3), [200, 200, 200]);
  // What the client itself put before the proxy's word does not count.
  assert.deepEqual(await statuses({ 'X-Forwarded-For': '198.51.100.1, 203.0.113.1' }, 1), [429]);
  assert.deepEqual(await statuses({}, 10), Array(10).fill(200));
  const refused = await client.check({ comment: 'a' }, { 'X-Forwarded-For': '203.0.113.1' });
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  // Health and the policy are not limited.
  for (let each = 0; each < 5; ++each) {
    assert.equal(
      (await client.send(get('/v1/policy', { 'X-Forwarded-For': '203.0.113.1' }))).status,
      200,
    );
  }
  client.close();
  assert.equal(await service.stop(), 0);
});

test('a connection too many is told so', async () => {
  const service = await Service.start({ args: ['--max-connections', '2'] });
  const first = await Client.open(service.port);
  await first.check({ comment: 'a' });
  const second = await Client.open(service.port);
  await second.check({ comment: 'a' });
  const third = await Client.open(service.port);
  const response = await third.check({ comment: 'a' });
  assert.equal(response.status, 503);
  assert.equal(response.headers['retry-after'], '1');
  assert.equal((await first.check({ comment: 'a' })).status, 200);
  [first, second, third].forEach((client) => client.close());
  assert.equal(await service.stop(), 0);
});

test('a browser with an old policy is told so, and nothing else changes', async () => {
  const service = await Service.start({
    policy: policy('Old'),
    args: ['--allow-origin', 'https://blog.example'],
  });
  const client = await Client.open(service.port);
  const old = (await client.send(get('/v1/policy'))).headers;
  const request = { comment: 'bad' };
  const same = await client.check(request, {
    'Precheck-Policy': old['precheck-policy'],
    Origin: 'https://blog.example',
  });
  assert.equal(same.status, 200);
  assert.equal(same.headers['precheck-policy'], old['precheck-policy']);
  assert.match(same.headers['access-control-expose-headers'], /Precheck-Policy/);
  writeFileSync(service.policyFile, policy('New'));
  while (service.logged('policy_loaded').length === 0) await client.send(get('/healthz'));
  const stale = await client.check(request, { 'Precheck-Policy': old['precheck-policy'] });
  assert.equal(stale.status, 412);
  assert.equal(JSON.parse(stale.body).error.code, 'stale_policy');
  assert.notEqual(stale.headers['precheck-policy'], old['precheck-policy']);
  const fresh = await client.check(request);
  assert.equal(JSON.parse(fresh.body).policy.revision, stale.headers['precheck-policy']);
  const again = await client.send(get('/v1/policy', { 'If-None-Match': old.etag }));
  assert.equal(again.status, 200);
  assert.equal(
    (await client.send(get('/v1/policy', { 'If-None-Match': again.headers.etag }))).status,
    304,
  );
  const preflight = await client.send(
    'OPTIONS /v1/check HTTP/1.1\r\nHost: a\r\nOrigin: https://blog.example\r\n\r\n',
  );
  assert.match(preflight.headers['access-control-allow-headers'], /Precheck-Policy/);
  client.close();
  assert.equal(await service.stop(), 0);
});

test('the studio stands below /studio/', async () => {
  const studio = join(folder.path, 'studio');
  mkdirSync(studio);
  writeFileSync(join(studio, 'index.html'), '<p>studio</p>');
  writeFileSync(join(studio, 'studio.js'), '// studio');
  const service = await Service.start({ args: ['--studio', studio] });
  const client = await Client.open(service.port);
  assert.equal((await client.send(get('/studio/'))).body, '<p>studio</p>');
  assert.equal(
    (await client.send(get('/studio/studio.js'))).headers['content-type'],
    'text/javascript; charset=utf-8',
  );
  const bare = await client.send(get('/studio'));
  assert.equal(bare.status, 308);
  assert.equal(bare.headers.location, '/studio/');
  assert.equal((await client.send(get('/studio.js'))).status, 404);
  assert.equal((await client.send(get('//evil.example/studio'))).status, 404);
  client.close();
  assert.equal(await service.stop(), 0);
});
