// The service is killed at random moments, and started again. What was acknowledged is there, and
// what was sent again is there once.
import { setTimeout as sleep } from 'node:timers/promises';

import { Caller, Postgres, Site, ledgerReady } from '../ledger/harness.mjs';

export const name = 'kill -9: no acknowledged strike lost, none doubled, ready again within 2 s';

const clients = 16;

/** Sends strikes until the service is gone. Each key's answer, or null while there was none. */
async function strikeUntilKilled(port, round, answers, after, kill) {
  let alive = true;
  const all = Array.from({ length: clients }, async (_, client) => {
    const caller = new Caller(port);
    for (let turn = 0; alive; ++turn) {
      const key = `${round}-${client}-${turn}`;
      answers.set(key, null);
      try {
        const response = await caller.decide({ key, account: `account ${client}` });
        if (response.status === 200) answers.set(key, response.body);
      } catch {
        break;
      }
    }
    caller.close();
  });
  await sleep(after);
  kill();
  alive = false;
  await Promise.all(all);
}

async function rounds({ check, report }, what, site, count) {
  const answers = new Map();
  let slowest = 0;
  let lost = 0;
  let doubled = 0;
  let acknowledged = 0;
  const args = [];
  for (let round = 0; round <= count; ++round) {
    const begin = Date.now();
    const service = await site.start(args);
    await ledgerReady(service.port);
    slowest = Math.max(slowest, Date.now() - begin);
    // Everybody asks again for what was not acknowledged, and for some of what was.
    const caller = new Caller(service.port);
    let again = 0;
    for (const [key, answer] of answers) {
      if (answer !== null && again++ > 50) continue;
      const account = `account ${key.split('-')[1]}`;
      const response = await caller.decide({ key, account });
      if (answer !== null && response.body !== answer) lost += 1;
      answers.set(key, response.body);
    }
    // The number of strikes is the number of keys: none more, none fewer.
    let strikes = 0;
    for (let client = 0; client < clients; ++client) strikes += await caller.strikes(`account ${client}`);
    if (strikes < answers.size) lost += answers.size - strikes;
    if (strikes > answers.size) doubled += strikes - answers.size;
    acknowledged = answers.size;
    caller.close();
    if (round === count) {
      check(`${what}: an orderly end`, (await service.stop()) === 0, service.log);
      break;
    }
    await strikeUntilKilled(service.port, round, answers, 20 + Math.random() * 180, () => service.process.kill('SIGKILL'));
    await service.exited;
    service.folder.remove();
  }
  const verified = site.verify();
  check(`${what}: no acknowledged strike lost`, lost === 0, lost);
  check(`${what}: none doubled`, doubled === 0, doubled);
  check(`${what}: something was acknowledged`, acknowledged > count, acknowledged);
  check(`${what}: the chain verifies`, verified.status === 0, verified.text);
  if (count > 5) check(`${what}: ready within 2 s`, slowest <= 2_000, slowest);
  report(`${what}: ${count} kills, ${acknowledged} strikes, ${lost} lost, ${doubled} doubled, ready after ${slowest} ms at most`);
}

export async function run({ length, check, report }) {
  const count = { quick: 5, short: 40, full: 200 }[length];
  const sqlite = new Site();
  await rounds({ check, report }, 'SQLite', sqlite, count);
  sqlite.remove();
  const postgres = new Postgres();
  try {
    const site = new Site(postgres.connection);
    await rounds({ check, report }, 'PostgreSQL', site, count);
    site.remove();
  } finally {
    postgres.remove();
  }
}
