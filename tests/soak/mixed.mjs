// Everything at once for a long time: load, reloads, clients that drip, kills. Verdicts stay those of
// a recorded reference, and nothing grows. PRECHECK_SOAK_MINUTES sets how long (15; short: 6 s).
import { renameSync } from 'node:fs';
import { connect } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Service, descriptors, load, percentile, policy, postBytes, residentBytes } from '../service/harness.mjs';

export const name = 'everything at once: the same verdicts, nothing grows';

const comments = ['Fine words.', 'This is bad.', 'This is vile, and bad.', 'b a d', 'Nothing 中文 😀', `${'Long and harmless. '.repeat(300)}bad`];
const requests = comments.map((comment, id) => postBytes('/v1/check', JSON.stringify({ id: String(id), comment })));

/** Half a request, a byte at a time, until it is cut off; then again. */
function drip(port, isOver) {
  const socket = connect(port, '127.0.0.1');
  const timer = setInterval(() => socket.write('a'), 1_000);
  socket.on('connect', () => socket.write('POST /v1/check HTTP/1.1\r\nHost: a\r\nX: '));
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(timer);
    if (!isOver()) setTimeout(() => !isOver() && drip(port, isOver), 200);
  });
  socket.resume();
}

export async function run({ short, check, report }) {
  const minutes = short ? 0.1 : Number(process.env.PRECHECK_SOAK_MINUTES ?? 15);
  const lives = short ? 2 : Math.max(3, Math.round(minutes / 5)); // each but the last ends by kill -9
  const length = (minutes * 60_000) / lives;
  const reference = new Map();
  let answers = 0;
  let wrong = 0;
  let shed = 0;
  let failures = 0;
  let reloads = 0;
  const growths = [];
  const drifts = [];
  let leaked = 0;
  for (let life = 0; life < lives; ++life) {
    const service = await Service.start({ args: ['--log-requests'] });
    let over = false;
    let times = [];
    const seen = (response, milliseconds) => {
      answers += 1;
      times.push(milliseconds);
      // Under one policy, as under its neighbour of the same rules, a comment has one verdict.
      // A machine with too much to do may ask to come back.
      if (response.status === 503) return (shed += 1);
      const { id, findings, action } = JSON.parse(response.body);
      const said = JSON.stringify([response.status, action, findings.map((each) => [each.rule, each.spans])]);
      if ((reference.get(id) ?? said) !== said) wrong += 1;
      reference.set(id, said);
    };
    for (let each = 0; each < 20; ++each) drip(service.port, () => over);
    // Two clients, each of which waits for its answer: about half of what one thread can do.
    const running = await load(service.port, 2, (at, turn) => requests[(at + turn) % requests.length], seen);
    await sleep(length * 0.2);
    const before = { memory: residentBytes(service.pid), descriptors: descriptors(service.pid), p99: percentile(times, 0.99) };
    times = [];
    const end = Date.now() + length * 0.8;
    while (Date.now() < end) {
      await sleep(Math.min(length / 8, 20_000));
      reloads += 1;
      renameSync(service.folder.write('policy.json.new', policy(`P${reloads % 2}`)), service.policyFile);
      process.kill(service.pid, 'SIGHUP');
      service.log = service.log.slice(-10_000);
    }
    growths.push((residentBytes(service.pid) - before.memory) / before.memory);
    leaked = Math.max(leaked, descriptors(service.pid) - before.descriptors);
    drifts.push(percentile(times, 0.99) / before.p99);
    over = true;
    if (life < lives - 1) {
      service.process.kill('SIGKILL');
      await service.exited;
      await running.stop();
      service.folder.remove();
    } else {
      await running.stop();
      failures = running.failures.length;
      check('an orderly end', (await service.stop()) === 0);
    }
  }
  const growth = Math.max(...growths);
  check('no wrong verdict', wrong === 0, wrong);
  check('no request failed', failures === 0, failures);
  check('every comment was judged', reference.size === comments.length, reference.size);
  check('it was loaded again and again', reloads >= 2 * lives, reloads);
  check('no descriptor was left', leaked <= 25, leaked);
  if (!short) check('memory grew by 5 % at most', growth <= 0.05, growths);
  report(
    `${minutes} minutes, ${answers} answers, ${shed} of them 503, ${reloads} reloads, ${lives - 1} kills; memory ${(100 * growth).toFixed(1)} % more at the end than after warming up, p99 ${Math.max(...drifts).toFixed(2)} times`,
  );
}
