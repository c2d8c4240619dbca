// The real things under test: a Waline server with the plugin installed as an owner installs it, a
// page with Waline's client and the widget, the native service, Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const root = fileURLToPath(new URL('../../', import.meta.url));
const sqlite3 = createRequire(import.meta.url)('sqlite3');

export const postPath = '/posts/lift/';

/** What `plugin` of the owner's file is, beside the folder it stands in. */
const serverFile = (options) => `const { join } = require('node:path');
const Waline = require('@waline/vercel');
const precheck = require('precheck-waline');

module.exports = Waline({ env: 'production', plugins: [precheck(${options})] });
`;

/** In memory where there is such a place: a thousand comments then wait for no disk. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder with both packages installed from their tarballs, and Waline itself. */
export function makeProject() {
  const folder = mkdtempSync(join(scratch, 'precheck-waline-'));
  const project = join(folder, 'server');
  mkdirSync(project);
  const npm = (...args) => execFileSync('npm', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const packages = ['web', 'web/integrations/waline'].map((name) => join(root, name));
  const tarballs = npm('pack', '--silent', '--pack-destination', folder, ...packages).trim().split('\n');
  writeFileSync(join(project, 'package.json'), '{"private":true}');
  npm('install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs.map((name) => join(folder, name)));
  symlinkSync(join(here, 'node_modules/@waline'), join(project, 'node_modules/@waline'));
  cpSync(join(root, 'policy.json'), join(project, 'policy.json'));
  cpSync(join(here, 'posts.json'), join(project, 'posts.json'));
  return { folder, project, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `options` is the JavaScript that stands in the owner's file. */
export async function startWaline({ project }, name, options) {
  const database = join(project, name);
  mkdirSync(database);
  const file = join(database, 'waline.sqlite');
  await query(file, readFileSync(join(here, 'schema.sql'), 'utf8'), 'exec');
  const entry = join(project, `${name}.cjs`);
  writeFileSync(entry, serverFile(options));
  const child = await start(process.execPath, [join(here, 'server.cjs'), entry], {
    SQLITE_PATH: database,
    JWT_TOKEN: 'only for tests',
    AKISMET_KEY: 'false',
    IPQPS: '0',
    DISABLE_REGION: 'true',
    GRAVATAR_STR: 'data:image/gif;base64,R0lGODlhAQABAIABAMDAwAAAACwAAAAAAQABAAACAkQBADs=',
  });
  return {
    ...child,
    entries: () =>
      child
        .output()
        .split('\n')
        .filter((line) => line.includes('"precheck-waline"'))
        .map((line) => JSON.parse(line)),
    stored: (where = '1') => query(file, `SELECT id, comment, status, pid FROM wl_Comment WHERE ${where} ORDER BY id`),
    run: (sql) => query(file, sql, 'exec'),
    api: (method, path, body, token) => ask(child.address, method, path, body, token),
  };
}

async function ask(address, method, path, body, token) {
  const response = await fetch(`${address}/api/${path}${path.includes('?') ? '&' : '?'}lang=en`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, ...(text.startsWith('{') ? JSON.parse(text) : { text }) };
}

/** Registers and logs in; what Waline's client keeps about its user. */
export async function logIn(waline, name) {
  const account = { display_name: name, email: `${name}@example.org`, url: '', password: 'a test' };
  await waline.api('POST', 'user', account);
  const { data } = await waline.api('POST', 'token', account);
  return data;
}

/** The service with a strike ledger; `token` is what the blog's own server may use. */
export async function startService({ folder }) {
  const precheck = join(root, 'build/precheck');
  const secret = () => execFileSync(precheck, ['ledger', 'key'], { encoding: 'utf8' }).trim();
  const [database, key, tokens] = ['strikes.db', 'ledger.key', 'tokens'].map((name) => join(folder, name));
  const token = secret();
  writeFileSync(key, `${secret()}\n`, { mode: 0o600 });
  writeFileSync(tokens, `blog ${token}\n`, { mode: 0o600 });
  const ledger = ['--ledger', database, '--ledger-key', key, '--tokens', tokens];
  const policy = join(root, 'policy.json');
  const service = await start(precheck, ['serve', '--listen', '127.0.0.1:0', '--policy', policy, ...ledger]);
  const account = async (id) => {
    const response = await fetch(`${service.address}/v1/accounts/${encodeURIComponent(id)}`, { headers: { authorization: `Bearer ${token}` } });
    return response.json();
  };
  return { ...service, token, account };
}

/** Runs a program that says where it listens. */
async function start(program, args, environment = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise((done) => child.on('exit', done));
  const address = await new Promise((done, fail) => {
    const look = (chunk) => {
      output += chunk;
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output);
      if (found) done(found[1]);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('error', fail);
    child.on('exit', () => fail(new Error(`${program} stopped:\n${output}`)));
  });
  const stop = () => {
    child.kill();
    return exited;
  };
  return { address, stop, output: () => output };
}

const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

/** The owner's static site: a post, Waline's client, the widget, the published policy. */
export async function startPages({ project }) {
  const published = execFileSync(join(root, 'build/precheck'), ['publish', join(root, 'policy.json')]);
  const folders = { '/waline/': join(here, 'node_modules/@waline/client/dist'), '/precheck/': join(project, 'node_modules/precheck/dist') };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page.invalid');
    try {
      const body = read(pathname);
      response.setHeader('content-type', `${types[extname(pathname)] ?? 'text/html'}; charset=utf-8`);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  const post = readFileSync(join(here, 'page.html'), 'utf8');
  const files = { [postPath]: post, '/policy.json': published };
  const read = (pathname) => {
    if (files[pathname]) return files[pathname];
    const prefix = Object.keys(folders).find((start) => pathname.startsWith(start));
    return readFileSync(join(folders[prefix], normalize(`/${pathname.slice(prefix.length)}`)));
  };
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    /** The same page at another path, with comments and a policy of its own. */
    add: (path, policy) => {
      files[`${path}policy.json`] = policy;
      files[path] = post.replace(`'${postPath}'`, `'${path}'`).replace('"/policy.json"', `"${path}policy.json"`);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function query(file, sql, how = 'all') {
  return new Promise((done, fail) => {
    const database = new sqlite3.Database(file);
    database.configure('busyTimeout', 5000);
    database[how](sql, (error, rows) => {
      database.close();
      if (error) fail(error);
      else done(rows);
    });
  });
}
