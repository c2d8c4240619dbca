// Fifty clients strike one account at the same time, every key twice: each counts once.
import { Nginx, Postgres, Site, Caller, ledgerReady, stepChanges, strikeInPairs } from '../ledger/harness.mjs';

export const name = 'strikes from 50 clients, keys in pairs: counted exactly';

const ladder = 'delete at 1, hold at 3, block at 5';

async function count({ check, report }, what, sites, services, port, each) {
  const clients = 50;
  const begin = Date.now();
  const { statuses, answers, differing } = await strikeInPairs({ port, clients, each, account: 'one account' });
  const seconds = (Date.now() - begin) / 1000;
  const wanted = (clients / 2) * each;
  const caller = new Caller(services[0].port);
  const counted = await caller.strikes('one account');
  const events = await caller.events('one account');
  caller.close();
  const strikes = events.filter((event) => event.kind === 'strike').length;
  const numbers = new Set([...answers.values()].map((text) => JSON.parse(text).strike));
  check(`${what}: every request answered 200`, Object.keys(statuses).join() === '200', statuses);
  check(`${what}: ${wanted} strikes`, counted === wanted && strikes === wanted, { counted, strikes, wanted });
  check(`${what}: each key has a strike of its own`, numbers.size === wanted, numbers.size);
  check(`${what}: a repeated key gets its first answer`, differing.length === 0, differing.slice(0, 2));
  check(`${what}: each step is reached once`, stepChanges(answers) === ladder, stepChanges(answers));
  check(`${what}: each strike vouches for the one before`, sites[0].verify().status === 0, sites[0].verify().text);
  report(`${what}: ${clients * each} requests in ${seconds.toFixed(1)} s, ${counted} strikes`);
}

async function alone(tools, what, ledger, each) {
  const site = new Site(ledger);
  const service = await site.start();
  await ledgerReady(service.port);
  await count(tools, what, [site], [service], service.port, each);
  tools.check(`${what}: an orderly end`, (await service.stop()) === 0, service.log);
  site.remove();
}

async function together(tools, postgres, each) {
  const site = new Site(postgres.connection);
  const services = [await site.start(), await site.start()];
  for (const service of services) await ledgerReady(service.port);
  const nginx = await Nginx.start(services.map((service) => service.port));
  await count(tools, 'two services behind nginx on one PostgreSQL', [site], services, nginx.port, each);
  await nginx.stop();
  for (const service of services) tools.check('an orderly end', (await service.stop()) === 0, service.log);
  site.remove();
}

export async function run({ short, check, report }) {
  const each = short ? 40 : 200;
  const tools = { check, report };
  await alone(tools, 'SQLite', undefined, each);
  const postgres = new Postgres();
  try {
    await alone(tools, 'PostgreSQL', postgres.connection, each);
    postgres.clear();
    await together(tools, postgres, each);
  } finally {
    postgres.remove();
  }
}
