// Told to stop under load: what was accepted is answered, and the end is orderly.
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Service, load, postBytes } from '../service/harness.mjs';

export const name = 'SIGTERM under load: no accepted request is dropped';

const bytes = postBytes('/v1/check', JSON.stringify({ comment: 'This is bad.' }));

export async function run({ short, check, report }) {
  const rounds = short ? 5 : 100;
  let answers = 0;
  let dropped = 0;
  let disorderly = 0;
  let longest = 0;
  let unready = 0;
  for (let round = 0; round < rounds; ++round) {
    const service = await Service.start();
    // A client that sends again after each answer until it is told that the connection ends. What it
    // sends before that was accepted and must be answered.
    let running = true;
    const clients = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const client = await Client.open(service.port);
        return { client, told: false };
      }),
    );
    const all = clients.map(async (each) => {
      while (running && !each.told) {
        try {
          const response = await each.client.send(bytes);
          answers += 1;
          each.told = response.headers.connection === 'close';
          if (response.status !== 200) dropped += 1;
        } catch {
          dropped += 1;
          return;
        }
      }
    });
    // One connection is quiet when it begins; it has a second to ask once more.
    const probe = await Client.open(service.port);
    await probe.send('GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n');
    await sleep(50 + (round % 10) * 20);
    const begin = Date.now();
    process.kill(service.pid, 'SIGTERM');
    await sleep(30);
    const ready = await probe.send('GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n').catch(() => null);
    if (ready?.status === 503) unready += 1;
    if ((await service.exited) !== 0) disorderly += 1;
    longest = Math.max(longest, Date.now() - begin);
    running = false;
    await Promise.all(all);
    service.folder.remove();
  }
  check('no accepted request was dropped', dropped === 0, dropped);
  check('readiness ended first', unready === rounds, unready);
  check('exit status 0 each time', disorderly === 0, disorderly);
  check('within 10 s', longest <= 10_000, longest);

  const stubborn = await Service.start();
  const hold = await load(
    stubborn.port,
    0,
    () => bytes,
    () => {},
  );
  const half = await Client.open(stubborn.port);
  half
    .send('POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf')
    .catch(() => {});
  await sleep(100);
  process.kill(stubborn.pid, 'SIGTERM');
  await sleep(200);
  check('it waits for who is in the middle', stubborn.process.exitCode === null);
  process.kill(stubborn.pid, 'SIGTERM');
  check('a second signal forces the end', (await stubborn.exited) === 2);
  await hold.stop();
  half.close();
  stubborn.folder.remove();
  report(`${rounds} rounds, ${answers} answers, longest stop ${longest} ms`);
}
