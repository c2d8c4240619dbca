// node server.mjs --policy policy.json [--listen 127.0.0.1:8000] [--data data]
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openJudge } from './judge.mjs';

const { values: options } = parseArgs({
  options: {
    policy: { type: 'string' },
    listen: { type: 'string', default: '127.0.0.1:8000' },
    data: { type: 'string', default: 'data' },
  },
});
const blog = fileURLToPath(new URL('..', import.meta.url));
const file = join(options.data, 'comments.jsonl');
const maxForm = 128 * 1024; // bytes
const types = { '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

const judge = await openJudge(options.policy);
const posts = JSON.parse(await readFile(join(blog, 'posts.json'), 'utf8'));
const refusedPage = await readFile(join(blog, 'refused.html'), 'utf8');
await mkdir(options.data, { recursive: true });

const server = createServer((request, response) => {
  answer(request)
    .catch((error) => ({ status: error.status ?? 500, body: error.status ? error.message : 'Please try again.' }))
    .then(({ status = 200, type = 'text/plain', headers = {}, body = '' }) => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff', ...headers });
      response.end(body);
    });
});
const [host, port] = options.listen.split(':');
server.listen(Number(port), host, () => {
  console.log(`listening on http://${host}:${server.address().port}`);
});

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url, 'http://blog.invalid');
  if (pathname === '/comment' && request.method === 'POST') return receive(await readForm(request));
  if (request.method !== 'GET') throw problem(405, 'This page can only be read.');
  if (pathname === '/comments') return listing(searchParams.get('post'));
  return staticFile(pathname);
}

async function receive(form) {
  const post = form.get('post') ?? '';
  if (!Object.hasOwn(posts, post)) throw problem(404, 'There is no such post.');
  const name = (form.get('name') ?? '').trim().slice(0, 60);
  // Forms send CRLF; the browser's own checker saw LF.
  const text = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim();
  if (name === '' || text === '') throw problem(400, 'A comment needs a name and a text.');
  const earlier = (await stored()).filter((comment) => comment.name === name).map((comment) => comment.text);
  const { fate, findings } = judge({ comment: text, language: 'en', post: posts[post], earlier: earlier.reverse().slice(0, 20) });
  if (fate === 'refuse') return { status: 422, type: 'text/html', body: refusal(findings, { post, name, comment: text }) };
  const status = fate === 'hold' ? 'waiting' : 'published';
  await appendFile(file, `${JSON.stringify({ post, name, text, status, rules: findings.map(({ rule }) => rule) })}\n`);
  return { status: 303, headers: { location: `/${post}.html${status === 'waiting' ? '?waiting' : ''}#comments` } };
}

function refusal(findings, values) {
  const reasons = findings.map(({ message, advice, quote }) => `<p><b>${escape(message)}</b> ${escape(advice)}<br><q>${escape(quote)}</q></p>`);
  const filled = { ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, escape(value)])), reasons: reasons.join('\n') };
  return refusedPage.replace(/\{\{(\w+)\}\}/g, (_, key) => filled[key]);
}

async function listing(post) {
  const shown = (await stored()).filter((comment) => comment.post === post && comment.status === 'published');
  return { type: 'application/json', body: JSON.stringify(shown.map(({ name, text }) => ({ name, text }))) };
}

async function stored() {
  const lines = await readFile(file, 'utf8').catch(() => '');
  return lines.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

async function staticFile(pathname) {
  const path = join(blog, 'public', normalize(`/${decodeURIComponent(pathname)}`));
  const body = await readFile(path).catch(() => {
    throw problem(404, 'There is nothing here.');
  });
  return { type: types[extname(path)] ?? 'text/html', body };
}

async function readForm(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxForm) throw problem(413, 'The form is too long.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function problem(status, message) {
  return Object.assign(new Error(message), { status });
}

function escape(text = '') {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
