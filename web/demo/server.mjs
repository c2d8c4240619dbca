// The demo blog: node web/demo/server.mjs --listen 127.0.0.1:8000 --service http://127.0.0.1:8080
//
// It serves the posts under a strict content policy, the widget at /precheck/, and asks the
// native service about every comment. Comments live in memory.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { judge } from './moderation.mjs';
import * as pages from './pages.mjs';
import { posts } from './posts.mjs';

const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
const maxForm = 128 * 1024;
const maxComments = 1_000;

const publicFolder = new URL('public/', import.meta.url);
const distFolder = new URL('../dist/', import.meta.url);
const studioFolder = new URL('../dist-studio/', import.meta.url);

/** An HTTP server that is not listening yet. */
export function createBlog({ service, policyFile }) {
  const blog = {
    service,
    policyFile,
    comments: new Map([...posts.keys()].map((id) => [id, []])),
    count: 0,
  };
  return createServer((request, response) => {
    answer(blog, request)
      .catch((error) => {
        if (!error.status) console.error(`demo: ${error.stack}`);
        return html(
          error.status ?? 500,
          pages.messagePage(
            'Something went wrong',
            error.status ? error.message : 'Please try again.',
          ),
        );
      })
      .then((reply) => send(request, response, reply));
  });
}

async function answer(blog, request) {
  const { pathname, searchParams } = new URL(request.url, 'http://blog.invalid');
  const posting = /^\/posts\/([\w-]+)\/comments$/.exec(pathname);
  if (posting && request.method === 'POST')
    return receive(blog, request, found(posts.get(posting[1])));
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw problem(405, 'This page can only be read.');
  if (pathname === '/') return html(200, pages.indexPage());
  if (pathname === '/policy') return html(200, pages.policyPage());
  if (pathname === '/policy.json') return publishedPolicy(blog);
  if (pathname === '/healthz')
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok\n' };
  const reading = /^\/posts\/([\w-]+)$/.exec(pathname);
  if (reading) return showPost(blog, found(posts.get(reading[1])), searchParams.has('waits'));
  if (pathname.startsWith('/precheck/'))
    return file(distFolder, pathname.slice('/precheck/'.length));
  if (pathname === '/studio') return redirect('/studio/');
  if (pathname.startsWith('/studio/')) return studio(pathname.slice('/studio/'.length));
  return file(publicFolder, pathname.slice(1));
}

/** The Studio starts workers, and Trusted Types let it through its own policy. */
async function studio(name) {
  const reply = await file(studioFolder, name || 'index.html');
  const trusted = contentPolicy.replace("trusted-types 'none'", 'trusted-types precheck-studio');
  return { ...reply, headers: { ...reply.headers, 'content-security-policy': trusted } };
}

function showPost(blog, post, waits) {
  const notice = waits ? pages.waitingNotice() : '';
  return html(200, pages.postPage(post, blog.comments.get(post.id), { notice }));
}

async function receive(blog, request, post) {
  const form = new URLSearchParams(await readBody(request));
  const name = (form.get('name') ?? '').trim().slice(0, 60);
  // Forms send CRLF; the browser's own checker saw LF.
  const text = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim();
  if (name === '' || text === '') throw problem(400, 'A comment needs a name and a text.');
  const published = blog.comments.get(post.id);
  const earlier = published
    .filter((comment) => comment.name === name)
    .map((comment) => comment.text);
  const { fate, findings, next } = await judge(blog.service, post, text, earlier.reverse());
  if (fate === 'refuse') {
    const refusal = { notice: pages.refusalNotice(findings, next), typed: { name, comment: text } };
    return html(422, pages.postPage(post, published, refusal));
  }
  if (fate === 'hold') return redirect(`/posts/${post.id}?waits#comments`);
  const comment = { id: ++blog.count, name, text, date: new Date().toISOString().slice(0, 10) };
  published.push(comment);
  if (published.length > maxComments) published.shift();
  return redirect(`/posts/${post.id}#comment-${comment.id}`);
}

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > maxForm) throw problem(413, 'This comment is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The policy that a browser may see: the service publishes it, unless a file was named. */
async function publishedPolicy({ service, policyFile }) {
  const headers = { 'content-type': types['.json'], 'cache-control': 'no-cache' };
  if (policyFile) return { status: 200, headers, body: await readFile(policyFile) };
  const response = await fetch(new URL('/v1/policy', service), {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => null);
  if (!response?.ok) throw problem(503, 'The policy is not at hand.');
  return { status: 200, headers, body: await response.text() };
}

/** Only files that stand in the folder right now: a path cannot lead elsewhere. */
async function file(folder, name) {
  const known = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const type = types[extname(name)];
  if (!type || !known.includes(name)) throw problem(404, 'There is no such page.');
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'no-cache' },
    body: await readFile(new URL(name, folder)),
  };
}

function html(status, body) {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}

function redirect(location) {
  return { status: 303, headers: { location }, body: '' };
}

function send(request, response, { status, headers, body }) {
  response.writeHead(status, {
    'content-security-policy': contentPolicy,
    ...headers,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function found(post) {
  if (!post) throw problem(404, 'There is no such post.');
  return post;
}

function problem(status, message) {
  return Object.assign(new Error(message), { status });
}

function main() {
  const { values } = parseArgs({
    options: {
      listen: { type: 'string', default: '127.0.0.1:8000' },
      service: { type: 'string', default: 'http://127.0.0.1:8080' },
      policy: { type: 'string' },
    },
  });
  const [, host, port] = /^(.*):(\d+)$/.exec(values.listen) ?? [];
  if (!host || !URL.canParse(values.service)) {
    console.error('usage: server.mjs [--listen HOST:PORT] [--service URL] [--policy FILE]');
    process.exit(2);
  }
  const server = createBlog({ service: values.service, policyFile: values.policy });
  server.listen(Number(port), host, () => {
    console.log(`demo: reading at http://${host}:${server.address().port}/`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
