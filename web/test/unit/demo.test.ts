// The demo blog as a server: what becomes of a comment, whatever the service says.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createBlog } from '../../demo/server.mjs';

async function listening(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Asked {
  comment: string;
  post: { id: string; tags: string[]; text: string };
}

/** A blog whose service gives one answer; `asked` is what the service was sent. */
async function blogWith(t: TestContext, status: number, answer: string) {
  const asked: Asked[] = [];
  const service = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      asked.push(JSON.parse(body) as Asked);
      response.writeHead(status).end(answer);
    });
  });
  const blog = await listening(t, createBlog({ service: await listening(t, service) }));
  return { blog, asked };
}

function post(blog: string, comment: string, name = 'Reader'): Promise<Response> {
  const body = new URLSearchParams({ name, comment });
  return fetch(`${blog}/posts/who-mends-the-lift/comments`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
}

async function page(blog: string): Promise<string> {
  return (await fetch(`${blog}/posts/who-mends-the-lift`)).text();
}

function verdict(action: string): string {
  return JSON.stringify({
    action,
    findings: [{ message: 'Because <b>.', advice: 'Mend it.' }],
    next: 'Next.',
  });
}

for (const action of ['allow', 'advise', 'warn']) {
  test(`${action} publishes`, async (t) => {
    const { blog } = await blogWith(t, 200, verdict(action));
    const answer = await post(blog, 'A comment of mine');
    assert.equal(answer.status, 303);
    assert.match(await page(blog), /A comment of mine/);
  });
}

test('hold waits for a moderator', async (t) => {
  const { blog } = await blogWith(t, 200, verdict('hold'));
  const answer = await post(blog, 'A comment of mine');
  assert.match(answer.headers.get('location') ?? '', /\?waits/);
  assert.doesNotMatch(await page(blog), /A comment of mine/);
});

test('reject explains, escapes, and gives the text back', async (t) => {
  const { blog } = await blogWith(t, 200, verdict('reject'));
  const answer = await post(blog, 'Mine </textarea><script>', 'A "reader"');
  assert.equal(answer.status, 422);
  const html = await answer.text();
  assert.match(html, /Because &lt;b&gt;\. Mend it\./);
  assert.match(html, /Mine &lt;\/textarea&gt;&lt;script&gt;<\/textarea>/);
  assert.match(html, /value="A &quot;reader&quot;"/);
});

for (const [name, status, answer] of [
  ['answers 503', 503, '{}'],
  ['answers nonsense', 200, '<!doctype html>'],
  ['answers an action nobody knows', 200, verdict('shrug')],
] as const) {
  test(`a service that ${name} holds the comment`, async (t) => {
    const { blog } = await blogWith(t, status, answer);
    assert.match((await post(blog, 'Mine')).headers.get('location') ?? '', /\?waits/);
  });
}

test('a service that is down holds the comment', async (t) => {
  const blog = await listening(t, createBlog({ service: 'http://127.0.0.1:9' }));
  assert.match((await post(blog, 'Mine')).headers.get('location') ?? '', /\?waits/);
});

test('the service is told of the post by the server, and reads the text as the browser did', async (t) => {
  const { blog, asked } = await blogWith(t, 200, verdict('allow'));
  await post(blog, 'one\r\ntwo {{title}} \ud800');
  const [request] = asked;
  assert.equal(request?.comment, 'one\ntwo {{title}} \ufffd');
  assert.deepEqual(request.post.tags, ['housing', 'comparison']);
  assert.match(request.post.text, /^The lift in our building/);
  assert.match(await page(blog), /two \{\{title\}\}/);
});

test('paths lead nowhere else, and every answer carries the content policy', async (t) => {
  const { blog } = await blogWith(t, 200, verdict('allow'));
  for (const path of [
    '/posts/nothing',
    '/server.mjs',
    '/precheck/..%2fpackage.json',
    '/precheck/',
    '/..%5cx',
    '/public/style.css',
  ]) {
    const answer = await fetch(blog + path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get('content-security-policy') ?? '', /trusted-types 'none'/);
  }
});

test('an empty or an endless comment is refused', async (t) => {
  const { blog, asked } = await blogWith(t, 200, verdict('allow'));
  assert.equal((await post(blog, '  ')).status, 400);
  assert.equal((await post(blog, 'x'.repeat(200_000))).status, 413);
  assert.equal(asked.length, 0);
});
