// The storage fails in each way it can: checks go on, strikes are refused or kept, nothing that was
// acknowledged is lost, and nobody has to start the service again.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Caller, Postgres, Site, flagged, ledgerReady } from '../ledger/harness.mjs';
import { Client } from '../service/harness.mjs';

export const name = 'a ledger that fails: checks go on, strikes answer 503 or are kept';

/** Strikes and checks side by side, until stop(). */
class Traffic {
  answers = new Map();
  statuses = {};
  badChecks = [];
  checks = 0;
  shed = 0;
  longest = 0;
  #running = true;

  constructor(port, clients = 8) {
    this.#all = Promise.all([
      ...Array.from({ length: clients }, (_, client) => this.#strike(port, client)),
      ...Array.from({ length: 2 }, () => this.#check(port)),
    ]);
  }

  #all;

  async #strike(port, client) {
    const caller = new Caller(port);
    for (let turn = 0; this.#running; ++turn) {
      const key = `${client}-${turn}`;
      const begin = Date.now();
      const response = await caller.decide({ key, account: `account ${client}`, comment: flagged });
      this.longest = Math.max(this.longest, Date.now() - begin);
      this.statuses[response.status] = (this.statuses[response.status] ?? 0) + 1;
      this.answers.set(key, response.status === 200 ? response.body : null);
      if (response.status === 503 && !/"ledger_unavailable"|"busy"/.test(response.body)) this.badChecks.push(response.body);
      if (response.status !== 200) await sleep(20);
    }
    caller.close();
  }

  async #check(port) {
    const client = await Client.open(port);
    while (this.#running) {
      const response = await client.check({ comment: flagged });
      this.checks += 1;
      // On a machine with too much to do some are shed; that has nothing to do with the ledger.
      if (response.status === 503 && response.body.includes('"busy"')) this.shed += 1;
      else if (response.status !== 200 || JSON.parse(response.body).action !== 'warn') this.badChecks.push(response.body);
      await sleep(2);
    }
    client.close();
  }

  async stop() {
    this.#running = false;
    await this.#all;
  }
}

/** What was acknowledged is still answered the same; what was not is there once, when sent again. */
async function settle({ check }, what, port, traffic) {
  await ledgerReady(port);
  const caller = new Caller(port);
  let lost = 0;
  for (const [key, answer] of traffic.answers) {
    let response;
    for (let tries = 0; tries < 20; ++tries) {
      response = await caller.decide({ key, account: `account ${key.split('-')[0]}`, comment: flagged });
      if (response.status !== 503) break;
      await sleep(100);
    }
    if (response.status !== 200 || (answer !== null && response.body !== answer)) lost += 1;
  }
  let strikes = 0;
  for (let client = 0; client < 8; ++client) strikes += await caller.strikes(`account ${client}`);
  caller.close();
  check(`${what}: nothing acknowledged was lost`, lost === 0, lost);
  check(`${what}: nothing is there twice`, strikes === traffic.answers.size, { strikes, keys: traffic.answers.size });
  check(`${what}: checks went on`, traffic.checks > 10 * traffic.shed, { checks: traffic.checks, shed: traffic.shed });
  check(`${what}: no check failed`, traffic.badChecks.length === 0, traffic.badChecks.slice(0, 2));
  const others = Object.keys(traffic.statuses).filter((status) => status !== '200' && status !== '503');
  check(`${what}: only 200 and 503`, others.length === 0, traffic.statuses);
}

async function fullDisk(tools) {
  const site = new Site();
  const disk = join(site.path, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'precheck-test', disk]).status !== 0) {
    tools.report('full disk: no file system may be mounted here; ledger_fault_test has it on a wrapped one');
    site.remove();
    return;
  }
  try {
    site.ledger = join(disk, 'strikes.db');
    const service = await site.start();
    await ledgerReady(service.port);
    const traffic = new Traffic(service.port);
    while ((traffic.statuses[503] ?? 0) < 20) await sleep(20);
    spawnSync('mount', ['-o', 'remount,size=64m', disk]);
    const before = traffic.statuses[200];
    while (traffic.statuses[200] < before + 20) await sleep(20);
    await traffic.stop();
    await settle(tools, 'full disk', service.port, traffic);
    tools.check('full disk: it came back by itself', (await service.stop()) === 0, service.log);
    tools.check('full disk: the chain verifies', site.verify().status === 0, site.verify().text);
    tools.report(`full disk: ${JSON.stringify(traffic.statuses)}`);
  } finally {
    spawnSync('umount', [disk]);
    site.remove();
  }
}

async function lockedDatabase(tools, seconds) {
  const site = new Site();
  const service = await site.start();
  await ledgerReady(service.port);
  const traffic = new Traffic(service.port);
  await sleep(200);
  const other = spawn('sqlite3', ['-batch', '-bail', site.ledger], { stdio: ['pipe', 'pipe', 'ignore'] });
  other.stdin.write('.timeout 20000\nBEGIN IMMEDIATE;\nSELECT 1;\n');
  await once(other.stdout, 'data'); // it has the lock
  const before = traffic.statuses[200] ?? 0;
  await sleep(seconds * 1_000);
  other.stdin.end('ROLLBACK;\n');
  await once(other, 'exit');
  for (let tries = 0; tries < 500 && !(traffic.statuses[200] > before); ++tries) await sleep(20);
  await traffic.stop();
  await settle(tools, 'locked database', service.port, traffic);
  tools.check('locked database: strikes were refused meanwhile', traffic.statuses[503] > 0, traffic.statuses);
  tools.check('locked database: and taken before and after', traffic.statuses[200] > before, traffic.statuses);
  if (seconds > 5) tools.check('locked database: nobody waited for more than 5 s', traffic.longest < 5_000, traffic.longest);
  tools.check('locked database: an orderly end', (await service.stop()) === 0);
  tools.report(`locked for ${seconds} s: ${JSON.stringify(traffic.statuses)}, the longest wait ${traffic.longest} ms`);
  site.remove();
}

// Root may write to read-only files; a folder on a read-only file system stops root as well.
async function readOnly(tools) {
  const site = new Site();
  const first = await site.start();
  await ledgerReady(first.port);
  const caller = new Caller(first.port);
  tools.check('read-only: a strike before', (await caller.decide({ account: 'a', key: 'k' })).status === 200);
  caller.close();
  await first.stop();
  const disk = join(site.path, 'read-only');
  mkdirSync(disk);
  const asRoot = process.getuid() === 0;
  const mounted = asRoot && spawnSync('sh', ['-c', `mount -t tmpfs precheck-test '${disk}' && cp '${site.ledger}' '${disk}/strikes.db' && mount -o remount,ro '${disk}'`]).status === 0;
  if (asRoot && !mounted) {
    tools.report('read-only: no file system may be mounted here; ledger_fault_test has it on a wrapped one');
    site.remove();
    return;
  }
  if (mounted) site.ledger = join(disk, 'strikes.db');
  else chmodSync(site.path, 0o500);
  try {
    const service = await site.start();
    const client = new Caller(service.port);
    for (let each = 0; each < 5; ++each) {
      const response = await client.decide({ account: 'a' });
      tools.check('read-only: a strike is refused', response.status === 503 && response.body.includes('ledger_unavailable'), response);
    }
    const plain = await Client.open(service.port);
    tools.check('read-only: checks go on', (await plain.check({ comment: flagged })).status === 200);
    plain.close();
    if (mounted) spawnSync('mount', ['-o', 'remount,rw', disk]);
    else chmodSync(site.path, 0o700);
    await ledgerReady(service.port);
    tools.check('read-only: what was there is there', (await client.strikes('a')) === 1);
    client.close();
    tools.check('read-only: an orderly end', (await service.stop()) === 0);
  } finally {
    if (mounted) spawnSync('umount', [disk]);
    else chmodSync(site.path, 0o700);
    site.remove();
  }
}

async function restartedPostgres(tools, times, pause) {
  const postgres = new Postgres();
  try {
    const site = new Site(postgres.connection);
    const service = await site.start();
    await ledgerReady(service.port);
    const traffic = new Traffic(service.port);
    let slowest = 0;
    for (let each = 0; each < times; ++each) {
      await sleep(200);
      postgres.stop(each % 2 === 0 ? 'fast' : 'immediate');
      await sleep(pause);
      postgres.start();
      const begin = Date.now();
      const before = traffic.statuses[200];
      while (traffic.statuses[200] === before) await sleep(5);
      slowest = Math.max(slowest, Date.now() - begin);
    }
    await traffic.stop();
    await settle(tools, 'PostgreSQL restarted', service.port, traffic);
    if (times > 2) tools.check('PostgreSQL restarted: strikes go on within 5 s', slowest <= 5_000, slowest);
    tools.check('PostgreSQL restarted: an orderly end', (await service.stop()) === 0, service.log);
    tools.check('PostgreSQL restarted: the chain verifies', site.verify().status === 0, site.verify().text);
    tools.report(`PostgreSQL restarted ${times} times: ${JSON.stringify(traffic.statuses)}, strikes again after ${slowest} ms at most`);
    site.remove();
  } finally {
    postgres.remove();
  }
}

export async function run({ short, check, report }) {
  const tools = { check, report };
  await fullDisk(tools);
  await readOnly(tools);
  await lockedDatabase(tools, short ? 3 : 30);
  await restartedPostgres(tools, short ? 2 : 10, 300);
  if (!short) await restartedPostgres(tools, 1, 60_000);
}
