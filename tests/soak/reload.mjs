// Policies change while requests run: each verdict is of one policy, and none is lost.
import { renameSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Service, load, percentile, policy, postBytes } from '../service/harness.mjs';

export const name = 'reloads under load: no failed request, no mixed verdict';

const broken = [
  '{',
  '{"format":1,"name":"X","rules":[{"id":"a"}]}',
  '',
  '[]',
  policy('Cut').slice(0, -20),
];

export async function run({ short, check, report }) {
  const reloads = short ? 20 : 200;
  const length = short ? 5_000 : 60_000;
  const service = await Service.start({ policy: policy('One') });
  // The names say which policy judged; a verdict that carries two is mixed.
  const bytes = postBytes(
    '/v1/check',
    JSON.stringify({ id: '1', comment: 'This is bad and vile.' }),
  );
  const revisions = new Map();
  const times = [];
  let answers = 0;
  let mixed = 0;
  let refused = 0;
  const seen = (response, milliseconds) => {
    answers += 1;
    times.push(milliseconds);
    if (response.status !== 200) return (refused += 1);
    const verdict = JSON.parse(response.body);
    const named = verdict.policy.name;
    const one = verdict.findings.every((finding) => finding.message.startsWith(`${named} `));
    const known = revisions.get(named) ?? verdict.policy.revision;
    revisions.set(named, known);
    if (!one || verdict.findings.length !== 2 || known !== verdict.policy.revision) mixed += 1;
    if (response.headers['precheck-policy'] !== verdict.policy.revision) mixed += 1;
  };

  const quiet = await load(service.port, 4, () => bytes, seen);
  await sleep(short ? 500 : 5_000);
  await quiet.stop();
  const baseline = percentile(times, 0.99);
  times.length = 0;
  answers = 0;

  const running = await load(service.port, 4, () => bytes, seen);
  const expected = { good: 0, broken: 0 };
  for (let turn = 0; turn < reloads; ++turn) {
    const isBroken = turn % 5 === 4;
    const text = isBroken ? broken[((turn - 4) / 5) % broken.length] : policy(`P${turn}`);
    expected[isBroken ? 'broken' : 'good'] += 1;
    renameSync(service.folder.write('policy.json.new', text), service.policyFile);
    if (turn % 2 === 0) process.kill(service.pid, 'SIGHUP');
    await sleep(length / reloads);
  }
  await running.stop();

  const last = await Client.open(service.port);
  const ready = JSON.parse((await last.send('GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n')).body);
  last.close();
  check('no request failed', running.failures.length === 0 && refused === 0, {
    failures: running.failures.length,
    refused,
  });
  check('no verdict was mixed', mixed === 0, mixed);
  check('many policies were seen', revisions.size >= expected.good * 0.5, revisions.size);
  check('the last good policy is in use', ready.policy.name === `P${reloads - 2}`, ready);
  check(
    'and /readyz says why the last one is not',
    typeof ready.policy.refused === 'string',
    ready,
  );
  check(
    'each broken policy was logged',
    service.logged('policy_refused').length >= expected.broken,
    service.log.length,
  );
  check('an orderly end', (await service.stop()) === 0);
  const p99 = percentile(times, 0.99);
  report(
    `${reloads} reloads in ${length / 1000} s, ${answers} answers, ${revisions.size} policies seen, p99 ${p99.toFixed(2)} ms (quiet ${baseline.toFixed(2)} ms)`,
  );
}
