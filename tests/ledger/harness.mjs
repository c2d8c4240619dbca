// Services with a ledger, a PostgreSQL server and an nginx of their own, and clients that decide.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Service, command, postBytes } from '../service/harness.mjs';

export const token = 'a-token-for-tests-only';
export const flagged = 'This is bad.';
export const fine = 'This is a friendly remark.';

/** Two rules as in the service's own tests, and the ladder of the shipped policy. */
export const policy = JSON.stringify({
  format: 1,
  name: 'Ledger test',
  rules: [
    { id: 'bad', category: 'civility', action: 'warn', points: 3, message: 'No.', match: { words: ['bad'] } },
    { id: 'vile', category: 'civility', action: 'hold', points: 6, message: 'Wait.', match: { words: ['vile'] } },
  ],
  ladder: { decay_days: 90, steps: [{ strikes: 1, do: 'delete' }, { strikes: 3, do: 'hold' }, { strikes: 5, do: 'block' }] },
});

/** A folder with what a service with a ledger needs. `ledger` is a file in it unless given. */
export class Site {
  path = mkdtempSync(join(tmpdir(), 'precheck-ledger-'));

  constructor(ledger = join(this.path, 'strikes.db')) {
    this.ledger = ledger;
    const key = spawnSync(command, ['ledger', 'key']);
    this.key = this.write('ledger.key', key.stdout);
    this.tokens = this.write('tokens', `blog ${token}\n`);
  }

  write(name, content) {
    const path = join(this.path, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  /** No limits: these tests are about something else. */
  start(args = []) {
    return Service.start({
      policy,
      args: ['--ledger', this.ledger, '--ledger-key', this.key, '--tokens', this.tokens, '--account-rate', '0', '--address-rate', '0', ...args],
    });
  }

  verify() {
    const run = spawnSync(command, ['ledger', 'verify', '--ledger', this.ledger, '--ledger-key', this.key]);
    return { status: run.status, text: `${run.stdout}${run.stderr}`.trim() };
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const bearer = { Authorization: `Bearer ${token}` };

export function decideBytes({ account = 'account', comment = flagged, key = randomUUID(), body = {}, headers = {} } = {}) {
  const request = { comment, author: { id: account }, ...body };
  return postBytes('/v1/decide', JSON.stringify(request), { ...bearer, 'Idempotency-Key': key, ...headers });
}

/** A client that opens its connection again when it was lost. */
export class Caller {
  #port;
  #client = null;

  constructor(port) {
    this.#port = port;
  }

  async send(bytes) {
    const used = this.#client?.isOpen === true;
    if (!used) this.#client = await Client.open(this.#port);
    try {
      return await this.#client.send(bytes);
    } catch (error) {
      // An idle connection may be closed just now; every request here may be sent twice.
      if (!used) throw error;
      this.#client = await Client.open(this.#port);
      return this.#client.send(bytes);
    }
  }

  decide(what) {
    return this.send(decideBytes(what));
  }

  get(path, method = 'GET') {
    return this.send(Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: test\r\nAuthorization: ${bearer.Authorization}\r\n\r\n`));
  }

  post(path, body) {
    return this.send(postBytes(path, JSON.stringify(body), bearer));
  }

  async strikes(account) {
    const response = await this.get(`/v1/accounts/${encodeURIComponent(account)}`);
    return response.status === 200 ? JSON.parse(response.body).standing.strikes : response;
  }

  /** Every event of an account. */
  async events(account) {
    return JSON.parse((await this.get(`/v1/accounts/${encodeURIComponent(account)}/export`)).body).events;
  }

  close() {
    this.#client?.close();
  }
}

/** When the ledger of a service takes strikes; in milliseconds from now. */
export async function ledgerReady(port, most = 10_000) {
  const caller = new Caller(port);
  const begin = Date.now();
  for (;;) {
    const response = await caller.get('/v1/ledger').catch(() => null);
    if (response?.status === 200 && JSON.parse(response.body).state === 'ready') break;
    if (Date.now() - begin > most) throw new Error(`the ledger is not ready: ${response?.body}`);
    await sleep(5);
  }
  caller.close();
  return Date.now() - begin;
}

/**
 * `clients` at a time, in pairs that use the same keys; each sends `each` strikes for one account.
 * `port` may be a function: which service the next request goes to.
 */
export async function strikeInPairs({ port, clients, each, account }) {
  const statuses = {};
  const answers = new Map();
  const differing = [];
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const caller = new Caller(typeof port === 'function' ? port(client) : port);
      for (let turn = 0; turn < each; ++turn) {
        const key = `${Math.floor(client / 2)}-${turn}`;
        const response = await caller.decide({ account, key, comment: flagged });
        statuses[response.status] = (statuses[response.status] ?? 0) + 1;
        if (answers.has(key) && answers.get(key) !== response.body) differing.push(response.body);
        answers.set(key, response.body);
      }
      caller.close();
    }),
  );
  return { statuses, answers, differing };
}

/** Which strikes of the answers led to which step: each number once. */
export function stepChanges(answers) {
  const byNumber = [...answers.values()].map((text) => JSON.parse(text)).sort((a, b) => a.strike - b.strike);
  const changes = [];
  for (const { standing } of byNumber) {
    if (changes.at(-1)?.step !== standing.step) changes.push({ step: standing.step, strikes: standing.strikes });
  }
  return changes.map(({ step, strikes }) => `${step} at ${strikes}`).join(', ');
}

const asRoot = process.getuid() === 0;
const postgresFolder = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root; then it runs as its own user. */
function asPostgres(program, args) {
  const [file, rest] = asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
  const run = spawnSync(file, rest, { cwd: '/', encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (run.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${run.stderr}`);
}

export class Postgres {
  path = mkdtempSync(join(tmpdir(), 'precheck-pg-'));
  #programs = join(postgresFolder, readdirSync(postgresFolder).sort().at(-1), 'bin');

  /** Of its own, or a standby of another one. */
  constructor(primary = null) {
    chmodSync(this.path, 0o755);
    if (asRoot) spawnSync('chown', ['postgres', this.path]);
    if (primary === null) {
      asPostgres(join(this.#programs, 'initdb'), ['--pgdata', this.data, '--auth=trust', '--username=precheck', '--encoding=UTF8', '--locale=C', '--no-sync']);
    } else {
      asPostgres(join(this.#programs, 'pg_basebackup'), ['--pgdata', this.data, '--host', primary.path, '--username', 'precheck', '--write-recovery-conf', '--checkpoint=fast', '--no-sync']);
    }
    this.start();
    this.connection = `host=${this.path} user=precheck dbname=postgres`;
  }

  get data() {
    return join(this.path, 'data');
  }

  #control(...args) {
    asPostgres(join(this.#programs, 'pg_ctl'), ['--pgdata', this.data, '--wait', '--silent', '--log', join(this.path, 'log'), ...args]);
  }

  start() {
    this.#control('start', '--options', `-c listen_addresses='' -c unix_socket_directories=${this.path}`);
  }

  stop(mode = 'fast') {
    this.#control('stop', '--mode', mode);
  }

  /** From a standby to the one that writes. */
  promote() {
    this.#control('promote');
  }

  query(text) {
    const run = spawnSync('psql', ['--no-psqlrc', '--tuples-only', '--no-align', '--host', this.path, '--username', 'precheck', '--dbname', 'postgres', '--command', text], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.trim();
  }

  /** An empty ledger for the next test. */
  clear() {
    this.query('DROP TABLE IF EXISTS precheck_events, precheck_head, precheck_answers');
  }

  remove() {
    try {
      this.stop('immediate');
    } catch {
      // It was not running.
    }
    rmSync(this.path, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** The distribution's nginx in front of some services. */
export class Nginx {
  static async start(ports) {
    const nginx = new Nginx();
    nginx.path = mkdtempSync(join(tmpdir(), 'precheck-nginx-'));
    nginx.port = await freePort();
    const servers = ports.map((port) => `server 127.0.0.1:${port};`).join(' ');
    writeFileSync(
      join(nginx.path, 'nginx.conf'),
      `daemon off; pid ${nginx.path}/pid; error_log ${nginx.path}/error.log; worker_processes 1; events {}
http { access_log off; client_body_temp_path ${nginx.path}/body; proxy_temp_path ${nginx.path}/proxy; fastcgi_temp_path ${nginx.path}/f; uwsgi_temp_path ${nginx.path}/u; scgi_temp_path ${nginx.path}/s;
  upstream precheck { ${servers} keepalive 32; }
  server { listen 127.0.0.1:${nginx.port};
    location / { proxy_pass http://precheck; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
      proxy_next_upstream error timeout http_503 non_idempotent; proxy_next_upstream_tries 2; } } }
`,
    );
    nginx.process = spawn('/usr/sbin/nginx', ['-p', nginx.path, '-c', join(nginx.path, 'nginx.conf')], { stdio: 'ignore' });
    for (let tries = 0; ; ++tries) {
      const socket = connect(nginx.port, '127.0.0.1');
      const [outcome] = await Promise.race([once(socket, 'connect').then(() => ['open']), once(socket, 'error').then(() => ['closed'])]).catch(() => ['closed']);
      socket.destroy();
      if (outcome === 'open') return nginx;
      if (tries > 200) throw new Error(`nginx did not start: ${existsSync(join(nginx.path, 'error.log')) ? readFileSync(join(nginx.path, 'error.log')) : ''}`);
      await sleep(10);
    }
  }

  async stop() {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Every byte below a folder, to look for what must not be there. */
export function allBytes(folder) {
  const parts = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isDirectory()) parts.push(allBytes(path));
    else if (kind?.isFile()) parts.push(readFileSync(path));
  }
  return Buffer.concat(parts);
}
