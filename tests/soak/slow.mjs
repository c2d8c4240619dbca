// Clients that drip hold nobody up, and are gone within 15 seconds.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  Service,
  descriptors,
  load,
  percentile,
  postBytes,
  residentBytes,
} from '../service/harness.mjs';

export const name = 'slow connections: an ordinary client notices nothing';

const kinds = [
  { name: 'header', bytes: 'POST /v1/check HTTP/1.1\r\nHost: a\r\nX: ', longest: 5_000 },
  {
    name: 'body',
    bytes:
      'POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{',
    longest: 5_000,
  },
  {
    name: 'chunks',
    bytes:
      'POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    drip: '1\r\na\r\n',
    longest: 5_000,
  },
  // Fast enough for the least rate, but never done: the total ends it.
  {
    name: 'steady',
    bytes:
      'POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 65000\r\n\r\n{',
    drip: ' '.repeat(3_000),
    longest: 15_000,
  },
];

function slowClient(port, kind, closed) {
  const begin = Date.now();
  const socket = connect(port, '127.0.0.1');
  const timer = setInterval(() => socket.write(kind.drip ?? 'a'), 2_000);
  socket.on('connect', () => socket.write(kind.bytes));
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(timer);
    closed(kind, Date.now() - begin);
  });
  socket.resume();
  return socket;
}

export async function run({ short, check, report }) {
  const count = short ? 300 : 10_000;
  const length = short ? 18_000 : 300_000;
  const service = await Service.start({ args: ['--max-connections', '12000'] });
  const bytes = postBytes('/v1/check', JSON.stringify({ comment: 'an ordinary comment' }));
  const times = [];
  let wrong = 0;
  const seen = (response, milliseconds) => {
    times.push(milliseconds);
    if (response.status !== 200) wrong += 1;
  };
  const before = { descriptors: descriptors(service.pid), memory: residentBytes(service.pid) };
  const ordinary = async (milliseconds) => {
    times.length = 0;
    const running = await load(service.port, 1, () => bytes, seen);
    await sleep(milliseconds);
    await running.stop();
    check('the ordinary client was always answered', running.failures.length === 0 && wrong === 0, {
      failures: running.failures.length,
      wrong,
    });
    return percentile(times, 0.99);
  };
  const baseline = await ordinary(short ? 1_000 : 10_000);

  const gone = [];
  let over = false;
  const sockets = new Set();
  const closed = (kind, milliseconds) => {
    if (over) return;
    gone.push({ kind, milliseconds });
    if (!short) open(kind); // and come back, to the end
  };
  const open = (kind) => sockets.add(slowClient(service.port, kind, closed));
  for (let at = 0; at < count; ++at) open(kinds[at % kinds.length]);
  await sleep(1_000);
  const most = residentBytes(service.pid);
  const under = await ordinary(length - 1_000);
  over = true;
  sockets.forEach((socket) => socket.destroy());

  // With 10,000 of them this process is late itself, so there only the total counts.
  const late = gone.filter(
    (each) => each.milliseconds > (short ? each.kind.longest : 15_000) + 1_500,
  );
  check('every slow client was cut off', gone.length >= count, gone.length);
  check('none later than it may be', late.length === 0, late.slice(0, 3));
  const perConnection = (most - before.memory) / count;
  check('at most 64 KiB of memory for each', perConnection <= 64 * 1024, perConnection);
  await sleep(500);
  check(
    'no descriptor is left',
    descriptors(service.pid) <= before.descriptors + 5,
    descriptors(service.pid),
  );
  if (!short)
    check('p99 at most twice its baseline (or 2 ms)', under <= Math.max(2 * baseline, 2), {
      baseline,
      under,
    });
  check('an orderly end', (await service.stop()) === 0);
  report(
    `${count} slow at a time for ${length / 1000} s, ${gone.length} cut off, ${(perConnection / 1024).toFixed(1)} KiB each; p99 of an ordinary client ${under.toFixed(2)} ms (alone ${baseline.toFixed(2)} ms)`,
  );
}
