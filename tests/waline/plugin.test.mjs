// The plugin alone: its options, and what it does with each answer of a service.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

const precheck = createRequire(import.meta.url)('../../web/integrations/waline/index.js');

const verdict = {
  id: null,
  action: 'warn',
  points: 3,
  policy: { name: 'P', revision: 'sha256:0' },
  findings: [
    { rule: 'a', category: 'c', action: 'warn', points: 3, message: 'Off the subject.', advice: 'Come back.', quote: '', url: '', spans: [] },
    { rule: 'b', category: 'c', action: 'advise', points: 0, message: 'Short.', advice: '', quote: '', url: '', spans: [] },
  ],
  next: 'The next one is deleted.',
};

let server, service;
let answer; // what the service says next: [status, body]
const asked = [];

before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ url: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks)) });
    const [status, body] = answer;
    if (status === 0) return; // never answers
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  service = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A new comment through the plugin: Waline's answer, the status, the log, what the service was asked. */
async function save(options, comment = {}, language = undefined) {
  const log = [];
  const { hooks } = precheck({ service, log: (entry) => log.push(entry), ...options });
  const saved = { comment: 'a comment', url: '/a/', status: 'approved', ...comment };
  const controller = { ctx: { state: { userInfo: {} } }, get: () => language, modelInstance: { select: async () => [] } };
  asked.length = 0;
  const resp = await hooks.preSave.call(controller, saved);
  return { errmsg: resp?.errmsg, status: saved.status, log, asked: asked.at(-1) };
}

test('options: one way to check, and no misspelt word', () => {
  assert.throws(() => precheck({}), /either "policy" or "service"/);
  assert.throws(() => precheck({ policy: 'a', service }), /either/);
  assert.throws(() => precheck({ service, shadows: true }), /no option "shadows"; there are/);
  assert.throws(() => precheck({ policy: 'a', token: 't' }), /"token" goes with "service"/);
});

test('every action has its fate; an unknown one waits', async () => {
  for (const [action, status, refused] of [
    ['allow', 'approved', false],
    ['advise', 'approved', false],
    ['warn', 'approved', false],
    ['hold', 'waiting', false],
    ['reject', 'approved', true],
    ['quarantine', 'waiting', false],
  ]) {
    answer = [200, { ...verdict, action }];
    const found = await save({});
    assert.deepEqual([found.status, found.errmsg !== undefined], [status, refused], action);
    assert.equal(found.asked.url, '/v1/check');
  }
});

test('a refusal says the reasons, and is never empty', async () => {
  answer = [200, { ...verdict, action: 'reject' }];
  assert.equal((await save({})).errmsg, 'Off the subject.\nCome back.');
  answer = [200, { ...verdict, action: 'reject', findings: [] }];
  assert.equal((await save({})).errmsg, 'This comment cannot be posted.');
  assert.equal((await save({}, {}, 'zh-CN')).errmsg, '此评论无法发布。');
});

test('what another filter called spam stays spam', async () => {
  answer = [200, { ...verdict, action: 'hold' }];
  assert.equal((await save({}, { status: 'spam' })).status, 'spam');
});

test('no verdict: the comment waits, and the log says why', async () => {
  for (const [given, error] of [
    [[500, {}], /answered 500/],
    [[200, 'no verdict'], /TypeError/],
    [[0], /Timeout/],
  ]) {
    answer = given;
    const { status, errmsg, log } = await save({ timeout: given[0] === 0 ? 200 : 60_000 });
    assert.deepEqual([status, errmsg, log[0].event, log[0].fate], ['waiting', undefined, 'failed', 'hold']);
    assert.match(log[0].error, error);
  }
});

test('shadow mode changes nothing, counts nothing and logs what it would have done', async () => {
  answer = [200, { ...verdict, action: 'reject' }];
  const { status, errmsg, log, asked } = await save({ shadow: true, token: 't' }, { user_id: 7 });
  assert.deepEqual([status, errmsg, asked.url], ['approved', undefined, '/v1/check']);
  assert.deepEqual(log, [{ event: 'checked', fate: 'refuse', shadow: true, path: '/a/', rules: ['a', 'b'] }]);
});

test('with a token, a comment of an account is decided by the ledger', async () => {
  const steps = { publish: ['approved', false], hold: ['waiting', false], delete: ['approved', true], block: ['approved', true], exile: ['waiting', false] };
  for (const [step, expected] of Object.entries(steps)) {
    answer = [200, { verdict, do: step, strike: 1, standing: {} }];
    const found = await save({ token: 'secret' }, { user_id: 7 });
    assert.deepEqual([found.status, found.errmsg !== undefined], expected, step);
    assert.equal(found.asked.url, '/v1/decide');
    assert.equal(found.asked.headers.authorization, 'Bearer secret');
    assert.match(found.asked.headers['idempotency-key'], /^[0-9a-f]{64}$/);
    assert.deepEqual(found.asked.body.author, { id: 'waline:7' });
  }
  answer = [200, { verdict, do: 'delete', strike: 1, standing: {} }];
  assert.match((await save({ token: 't' }, { user_id: 7 })).errmsg, /Off the subject[^]*counts as a strike/);
  answer = [200, { verdict: { ...verdict, action: 'allow', findings: [] }, do: 'block', strike: null, standing: {} }];
  assert.match((await save({ token: 't' }, { user_id: 7 })).errmsg, /^This account can no longer comment/);
});

test('the same words again have the same key, others have another', async () => {
  answer = [200, { verdict, do: 'publish', strike: 1, standing: {} }];
  const key = async (comment) => (await save({ token: 't' }, { user_id: 7, comment })).asked.headers['idempotency-key'];
  assert.equal(await key('one'), await key('one'));
  assert.notEqual(await key('one'), await key('two'));
});

test('who has not logged in has no account: the comment is checked, nothing is counted', async () => {
  answer = [200, verdict];
  assert.equal((await save({ token: 't' })).asked.url, '/v1/check');
});

test('a ledger that cannot store it: the comment waits', async () => {
  answer = [503, { error: { code: 'ledger_unavailable', field: '', message: '' } }];
  assert.equal((await save({ token: 't' }, { user_id: 7 })).status, 'waiting');
});
