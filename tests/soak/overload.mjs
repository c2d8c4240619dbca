// Far more than it can do: an answer is 200, or 429 or 503 with the time to come back. Never a wrong
// verdict, never a reset.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Service, load, percentile, postBytes } from '../service/harness.mjs';

export const name = 'overload: only 200, 429 and 503';

// Long comments and the shipped policy, so that a few hundred clients are far too many.
const policy = readFileSync(new URL('../../policy.json', import.meta.url), 'utf8');
const comment = `${'Ordinary words about this and that, 100 % of them harmless. '.repeat(1000)} You idiot.`;
const bytes = postBytes('/v1/check', JSON.stringify({ comment }));

async function answerOf(port) {
  const client = await Client.open(port);
  const { body } = await client.send(bytes);
  client.close();
  return body;
}

export async function run({ short, check, report }) {
  const length = short ? 4_000 : 60_000;
  const service = await Service.start({
    policy,
    args: ['--threads', '1', '--max-connections', '500'],
  });
  const expected = await answerOf(service.port);
  const count = { 200: 0, 429: 0, 503: 0, other: 0 };
  let wrong = 0;
  const seen = (response) => {
    count[response.status in count ? response.status : 'other'] += 1;
    if (response.status === 200) {
      if (response.body !== expected) wrong += 1;
    } else if (!(Number(response.headers['retry-after']) >= 1)) {
      wrong += 1;
    }
  };
  const few = await load(service.port, 4, () => bytes, seen);
  await sleep(length / 4);
  await few.stop();
  const capacity = count[200] / (length / 4000);
  Object.keys(count).forEach((key) => (count[key] = 0));

  // As many waiting at a time as it can do in more than a second.
  const clients = Math.min(480, Math.max(200, Math.round(capacity * 1.5)));
  const many = await load(service.port, clients, () => bytes, seen);
  await sleep(length);
  // Those beyond the cap of connections are told so, too.
  const beyond = await Promise.all(
    Array.from({ length: short ? 40 : 200 }, async () => {
      try {
        const client = await Client.open(service.port);
        const response = await client.send(bytes);
        client.close();
        return response.status;
      } catch {
        return 0;
      }
    }),
  );
  await many.stop();
  const rate = count[200] / (length / 1000);
  check('no connection failed', many.failures.length === 0, many.failures.length);
  check(
    'nobody beyond the cap was reset',
    beyond.every((status) => status === 200 || status === 503),
    beyond,
  );
  check('only 200, 429 and 503', count.other === 0, count);
  check('no wrong verdict, and always a Retry-After', wrong === 0, wrong);
  check('some were shed', count[503] > 0, count);
  check('most of its work went on', count[200] > 0, count);
  if (!short) check('at least 80 % of its best', rate >= 0.8 * capacity, { rate, capacity });

  // Whole seconds, until one has nothing but 200; five at most.
  let after = [];
  let seconds = 0;
  do {
    after = [];
    const again = await load(
      service.port,
      1,
      () => bytes,
      (response, time) => after.push({ status: response.status, time }),
    );
    await sleep(1_000);
    await again.stop();
    seconds += 1;
  } while (seconds < 5 && !after.every((each) => each.status === 200));
  check(
    'back to normal within 5 s',
    after.length > 0 && after.every((each) => each.status === 200),
    after.length,
  );
  check('an orderly end', (await service.stop()) === 0);
  report(
    `${clients} clients for ${length / 1000} s: ${JSON.stringify(count)}; ${rate.toFixed(0)} checks of 60 KB a second (${capacity.toFixed(0)} at best), afterwards p99 ${percentile(
      after.map((each) => each.time),
      0.99,
    ).toFixed(1)} ms`,
  );
}
