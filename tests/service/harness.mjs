// Starts the real service in a folder of its own, and talks to it byte by byte.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const command = process.env.PRECHECK_COMMAND ?? join(root, 'build/precheck');

/** Two rules: "bad" is flagged, "vile" is held. `name` shows which policy judged. */
export function policy(name = 'Test', word = 'bad') {
  return JSON.stringify({
    format: 1,
    name,
    rules: [
      {
        id: 'bad',
        category: 'civility',
        action: 'warn',
        points: 3,
        message: `${name} says no.`,
        match: { words: [word] },
      },
      {
        id: 'vile',
        category: 'civility',
        action: 'hold',
        points: 6,
        message: `${name} waits.`,
        match: { words: ['vile'] },
      },
    ],
  });
}

export class Folder {
  path = mkdtempSync(join(tmpdir(), 'precheck-'));

  write(name, text) {
    const path = join(this.path, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export class Service {
  /** @param {{policy?: string, args?: string[], env?: Record<string, string>}} options */
  static async start(options = {}) {
    const service = new Service();
    await service.#begin(options);
    return service;
  }

  output = '';
  log = '';

  async #begin({ policy: text = policy(), args = [], env = {} }) {
    this.folder = new Folder();
    this.policyFile = this.folder.write('policy.json', text);
    this.process = spawn(
      command,
      ['serve', '--listen', '127.0.0.1:0', '--policy', this.policyFile, ...args],
      {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.exited = once(this.process, 'exit').then(([status]) => status);
    this.process.stderr.on('data', (bytes) => (this.log += bytes));
    this.process.stdout.on('data', (bytes) => (this.output += bytes));
    while (!this.output.includes('\n')) {
      if (this.process.exitCode !== null) throw new Error(`the service did not start: ${this.log}`);
      await sleep(5);
    }
    this.port = Number(/:(\d+),/.exec(this.output)?.[1]);
    this.url = `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.process.pid;
  }

  logged(event) {
    return this.log
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .filter((line) => line.event === event);
  }

  /** @returns {Promise<number | null>} the exit status */
  async stop() {
    this.process.kill('SIGTERM');
    const status = await this.exited;
    this.folder.remove();
    return status;
  }
}

/** Bytes of a POST of JSON. */
export function postBytes(path, body, headers = {}) {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    Host: 'test',
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    ...headers,
  });
  return Buffer.concat([
    Buffer.from(
      `POST ${path} HTTP/1.1\r\n${lines
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}: ${value}\r\n`)
        .join('')}\r\n`,
    ),
    bytes,
  ]);
}

/** The first response in `bytes`, and what comes after it. Null while it is not whole. */
export function parseResponse(bytes, forHead = false) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = forHead ? 0 : Number(headers['content-length'] ?? 0);
  if (bytes.length < end + 4 + length) return null;
  return {
    status: Number(first.split(' ')[1]),
    headers,
    body: bytes.subarray(end + 4, end + 4 + length).toString(),
    rest: bytes.subarray(end + 4 + length),
  };
}

/** One connection that is kept. A request that gets no whole answer is an error. */
export class Client {
  static async open(port, host = '127.0.0.1') {
    const client = new Client();
    client.#socket = connect(port, host);
    client.#socket.setNoDelay(true);
    await once(client.#socket, 'connect');
    client.#socket.on('data', (bytes) => client.#read(bytes));
    client.#socket.on('error', (error) => client.#fail(error));
    client.#socket.on('close', () => client.#fail(new Error('the connection was closed')));
    return client;
  }

  #socket;
  #bytes = Buffer.alloc(0);
  #waiting = null;
  isOpen = true;

  #read(bytes) {
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, bytes]) : bytes;
    const response = parseResponse(this.#bytes);
    if (response === null || this.#waiting === null) return;
    this.#bytes = response.rest;
    const { resolve } = this.#waiting;
    this.#waiting = null;
    resolve(response);
  }

  #fail(error) {
    this.isOpen = false;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  send(bytes) {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return reject(new Error('the connection was closed'));
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  check(request, headers) {
    return this.send(
      postBytes(
        '/v1/check',
        typeof request === 'string' ? request : JSON.stringify(request),
        headers,
      ),
    );
  }

  close() {
    this.#socket.destroy();
  }
}

/**
 * Sends bytes as they are and reads until the other end closes, or nothing more came for a while.
 * @returns {Promise<{text: string, closed: boolean}>}
 */
export async function raw(port, bytes, { quiet = 300, most = 20_000 } = {}) {
  const socket = connect(port, '127.0.0.1');
  const parts = [];
  let closed = false;
  let last = Date.now();
  socket.on('data', (part) => {
    parts.push(part);
    last = Date.now();
  });
  socket.on('error', () => (closed = true));
  socket.on('close', () => (closed = true));
  await once(socket, 'connect').catch(() => {});
  socket.write(bytes);
  const begin = Date.now();
  // Quiet counts from the first answer on.
  while (!closed && Date.now() - begin < most && (parts.length === 0 || Date.now() - last < quiet))
    await sleep(5);
  socket.destroy();
  return { text: Buffer.concat(parts).toString(), closed };
}

/** Statuses of all responses in a text of several. */
export function statuses(text) {
  return [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map((found) => Number(found[1]));
}

/** `clients` connections that ask until `stop()`; each answer goes to `seen`. */
export async function load(port, clients, makeRequest, seen) {
  let running = true;
  const failures = [];
  const opened = await Promise.all(Array.from({ length: clients }, () => Client.open(port)));
  const all = opened.map(async (client, at) => {
    for (let turn = 0; running; ++turn) {
      const begin = process.hrtime.bigint();
      try {
        const response = await client.send(makeRequest(at, turn));
        seen(response, Number(process.hrtime.bigint() - begin) / 1e6);
      } catch (error) {
        failures.push(error);
        return;
      }
    }
  });
  return {
    failures,
    async stop() {
      running = false;
      await Promise.all(all);
      opened.forEach((client) => client.close());
    },
  };
}

/** Of sorted or unsorted numbers. */
export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0
    ? 0
    : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function residentBytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}

export function descriptors(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}
