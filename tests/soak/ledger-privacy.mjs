// Who commented what is nowhere: not in the database, its log, the service's log, or its metrics.
import { Caller, Postgres, Site, allBytes, ledgerReady } from '../ledger/harness.mjs';

export const name = 'personal data: no account, address or comment in database, log or metrics';

async function look({ check, report }, what, site, folders) {
  const service = await site.start(['--log-requests']);
  await ledgerReady(service.port);
  const caller = new Caller(service.port);
  // Each of a thousand accounts, comments, numbers, keys and addresses has one of these in it.
  const marks = ['-of-many@mail', 'of-many%40mail', 'secret', 'sentence number', '203.0.113.'];
  const count = 1_000;
  await Promise.all(
    Array.from({ length: 20 }, async (_, client) => {
      const own = new Caller(service.port);
      for (let each = client; each < count; each += 20) {
        const account = `reader-${each}-of-many@mail.example`;
        const comment = `This is bad, says the secret sentence number ${each}x.`;
        const id = `comment-id-${each}-secret`;
        const key = `submission-${each}-secret`;
        await own.decide({ account, comment, key, body: { id, post: { title: `A post ${each} secret` } }, headers: { 'X-Forwarded-For': `203.0.113.${each % 256}-${each}`, Referer: `http://secret-${each}.example/` } });
      }
      own.close();
    }),
  );
  await caller.get(`/v1/accounts/${encodeURIComponent('reader-1-of-many@mail.example')}/export`);
  await caller.get('/v1/accounts/reader-2-of-many@mail.example');
  await caller.post('/v1/accounts/reader-3-of-many@mail.example/pardon', { by: 'moderator', why: 'a mistake' });
  const metrics = (await caller.get('/metrics')).body;
  const places = { 'the database': folders().toString('latin1'), 'the log': service.log + service.output, 'the metrics': metrics };
  for (const [place, text] of Object.entries(places)) {
    const found = marks.filter((mark) => text.includes(mark));
    check(`${what}: nothing in ${place}`, found.length === 0, found);
    check(`${what}: ${place} was looked at`, text.length > 100, text.length);
  }
  check(`${what}: the strikes are there`, (await caller.strikes('reader-9-of-many@mail.example')) === 1);

  // Erased is gone: also the keyed hash that stood for the account.
  const before = await caller.events('reader-7-of-many@mail.example');
  const erased = await caller.get('/v1/accounts/reader-7-of-many@mail.example', 'DELETE');
  check(`${what}: one event is erased`, before.length === 1 && erased.body === '{"erased":1}', erased);
  check(`${what}: nothing is left to export`, (await caller.events('reader-7-of-many@mail.example')).length === 0);
  caller.close();
  check(`${what}: an orderly end`, (await service.stop()) === 0, service.log);
  check(`${what}: the chain verifies`, site.verify().status === 0, site.verify().text);
  report(`${what}: ${5 * count} secrets looked for in ${places['the database'].length} bytes of database and ${places['the log'].length} of log`);
}

export async function run({ check, report }) {
  const sqlite = new Site();
  await look({ check, report }, 'SQLite', sqlite, () => allBytes(sqlite.path));
  sqlite.remove();
  const postgres = new Postgres();
  try {
    const site = new Site(postgres.connection);
    await look({ check, report }, 'PostgreSQL', site, () => allBytes(postgres.data));
    site.remove();
  } finally {
    postgres.remove();
  }
}
