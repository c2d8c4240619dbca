// PostgreSQL dies for good and its standby takes over: the service finds it by itself, and nothing
// that was acknowledged is missing there.
import { setTimeout as sleep } from 'node:timers/promises';

import { Caller, Postgres, Site, ledgerReady } from '../ledger/harness.mjs';
import { Client } from '../service/harness.mjs';

export const onlyFull = true;
export const name = 'failover to a standby: nothing acknowledged is lost, no new start';

export async function run({ check, report }) {
  const rounds = 3;
  let acknowledged = 0;
  let lost = 0;
  let doubled = 0;
  let slowest = 0;
  let badChecks = 0;
  for (let round = 0; round < rounds; ++round) {
    const primary = new Postgres();
    let standby;
    try {
      standby = new Postgres(primary);
      // Only now: with nobody to confirm, a commit would wait for ever.
      primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
      primary.query('SELECT pg_reload_conf()');
      const site = new Site(`host=${primary.path},${standby.path} user=precheck dbname=postgres target_session_attrs=read-write`);
      const service = await site.start();
      await ledgerReady(service.port);
      const answers = new Map();
      let running = true;
      const strikers = Array.from({ length: 8 }, async (_, client) => {
        const caller = new Caller(service.port);
        for (let turn = 0; running; ++turn) {
          const key = `${client}-${turn}`;
          const response = await caller.decide({ key, account: `account ${client}` });
          answers.set(key, response.status === 200 ? response.body : null);
          if (response.status !== 200) await sleep(20);
        }
        caller.close();
      });
      const checker = (async () => {
        const client = await Client.open(service.port);
        while (running) {
          const response = await client.check({ comment: 'This is bad.' });
          if (response.status !== 200 && !response.body.includes('"busy"')) badChecks += 1;
          await sleep(2);
        }
        client.close();
      })();
      await sleep(1_000);
      primary.stop('immediate');
      await sleep(300);
      standby.promote();
      const begin = Date.now();
      const before = [...answers.values()].filter(Boolean).length;
      while ([...answers.values()].filter(Boolean).length < before + 20 && Date.now() - begin < 30_000) await sleep(10);
      slowest = Math.max(slowest, Date.now() - begin);
      running = false;
      await Promise.all([...strikers, checker]);
      const askAgain = async (client) => {
        const own = new Caller(service.port);
        for (const [key, answer] of answers) {
          if (!key.startsWith(`${client}-`)) continue;
          if (answer !== null) acknowledged += 1;
          const again = await own.decide({ key, account: `account ${client}` });
          if (again.status !== 200 || (answer !== null && again.body !== answer)) lost += 1;
        }
        own.close();
      };
      await Promise.all(Array.from({ length: 8 }, (_, client) => askAgain(client)));
      const caller = new Caller(service.port);
      let strikes = 0;
      for (let client = 0; client < 8; ++client) strikes += await caller.strikes(`account ${client}`);
      doubled += Math.abs(strikes - answers.size);
      caller.close();
      check('an orderly end', (await service.stop()) === 0, service.log.slice(-500));
      check('the chain verifies', site.verify().status === 0, site.verify().text);
      site.remove();
    } finally {
      primary.remove();
      standby?.remove();
    }
  }
  check('nothing acknowledged was lost', lost === 0, lost);
  check('nothing is there twice', doubled === 0, doubled);
  check('checks went on', badChecks === 0, badChecks);
  check('strikes go on within 5 s', slowest <= 5_000, slowest);
  report(`${rounds} failovers, ${acknowledged} strikes acknowledged, ${lost} lost, ${doubled} doubled; strikes again ${slowest} ms after the standby took over, at most`);
}
