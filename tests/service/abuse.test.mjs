// Bytes that are almost HTTP: refused or cut off, and never read as two requests.
import { strict as assert } from 'node:assert';
import process from 'node:process';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Service, load, postBytes, raw, residentBytes, statuses } from './harness.mjs';

const service = await Service.start();
after(async () => assert.equal(await service.stop(), 0));

const post = 'POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const body = '{"comment":"bad"}';
const smuggled = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n';
const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

// What a proxy in front could read differently, with another request behind it.
const refused = {
  'a length beside chunked': `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
  'chunked beside a length': `${post}Transfer-Encoding: chunked\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk}`,
  'two lengths': `${post}Content-Length: 17\r\nContent-Length: 5\r\n\r\n${body}`,
  'two lengths in one': `${post}Content-Length: 17, 5\r\n\r\n${body}`,
  'a length with a sign': `${post}Content-Length: +17\r\n\r\n${body}`,
  'a length below zero': `${post}Content-Length: -1\r\n\r\n${body}`,
  'a length in hexadecimal': `${post}Content-Length: 0x11\r\n\r\n${body}`,
  'a length of 2^63': `${post}Content-Length: 9223372036854775808\r\n\r\n${body}`,
  'a length of 2^64': `${post}Content-Length: 18446744073709551616\r\n\r\n${body}`,
  'a length of 1 GB': `${post}Content-Length: 1073741824\r\n\r\n${body}`,
  'another encoding before chunked': `${post}Transfer-Encoding: gzip, chunked\r\n\r\n${chunk}`,
  'another encoding': `${post}Transfer-Encoding: identity\r\n\r\n${chunk}`,
  'chunked twice': `${post}Transfer-Encoding: chunked, chunked\r\n\r\n${chunk}`,
  'chunked in two headers': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${chunk}`,
  'chunked with a tab': `${post}Transfer-Encoding:\tx chunked\r\n\r\n${chunk}`,
  'chunked in HTTP/1.0': `${post.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n${chunk}`,
  'a chunk beyond all numbers': `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n${body}`,
  'a chunk with a sign': `${post}Transfer-Encoding: chunked\r\n\r\n+11\r\n${body}\r\n0\r\n\r\n`,
  'a chunk in 0x': `${post}Transfer-Encoding: chunked\r\n\r\n0x11\r\n${body}\r\n0\r\n\r\n`,
  'a chunk that ends elsewhere': `${post}Transfer-Encoding: chunked\r\n\r\n5\r\n${body}\r\n0\r\n\r\n`,
  'a line that ends in LF only': `POST /v1/check HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: 17\n\n${body}`,
  'a header that ends in LF only': `${post}X: a\nContent-Length: 17\r\n\r\n${body}`,
  'a bare CR in a value': `${post}X: a\rContent-Length: 5\r\nContent-Length: 17\r\n\r\n${body}`,
  'a zero byte in a value': `${post}X: a\0b\r\nContent-Length: 17\r\n\r\n${body}`,
  'a blank before the colon': `${post}Content-Length : 17\r\n\r\n${body}`,
  'a blank before the name': `POST /v1/check HTTP/1.1\r\n Host: a\r\nContent-Length: 17\r\n\r\n${body}`,
  'a header without a name': `${post}: a\r\nContent-Length: 17\r\n\r\n${body}`,
  'no colon': `${post}X\r\nContent-Length: 17\r\n\r\n${body}`,
  'two hosts': `${post}Host: b\r\nContent-Length: 17\r\n\r\n${body}`,
  'no host': `POST /v1/check HTTP/1.1\r\nContent-Length: 17\r\n\r\n${body}`,
  '101 headers': `${post}${'X: a\r\n'.repeat(98)}Content-Length: 17\r\n\r\n${body}`,
  'a header of 8 KiB and one byte': `${post}X: ${'a'.repeat(8 * 1024)}\r\nContent-Length: 17\r\n\r\n${body}`,
  'an address of 8 KiB': `GET /${'a'.repeat(8 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'a line of 1 MB': `GET /${'a'.repeat(1024 * 1024)}`,
  'HTTP/0.9': 'GET /healthz\r\n\r\n',
  'HTTP/2.0': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'HTTP/1.2': 'GET /healthz HTTP/1.2\r\nHost: a\r\n\r\n',
  'HTTP in small letters': 'GET /healthz http/1.1\r\nHost: a\r\n\r\n',
  TLS: Buffer.from('16030100a5010000a10303', 'hex').toString('latin1'),
  'a blank line too many': `\r\n\r\n\r\n${'x'.repeat(20)}`,
  nonsense: '\x01\x02\x03\x04\xff\xfe\r\n\r\n',
};

for (const [name, bytes] of Object.entries(refused)) {
  test(`refused or cut off: ${name}`, async () => {
    const { text, closed } = await raw(service.port, Buffer.from(bytes + smuggled, 'latin1'), {
      quiet: 2_000,
    });
    const found = statuses(text);
    assert.ok(closed, 'the connection is closed');
    assert.ok(found.length <= 1, `one answer at most: ${text}`);
    for (const status of found) assert.ok(status >= 400 && status < 500, text);
    if (found.length === 1) {
      const { error } = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4));
      assert.notEqual(error.field, '');
    }
  });
}

test('what is unusual and right is answered', async () => {
  const good = {
    'several requests at once': [
      postBytes('/v1/check', body),
      postBytes('/v1/check', body),
      smuggled,
    ],
    chunks: [
      `${post}Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n${body.slice(0, 5)}\r\nC\r\n${body.slice(5)}\r\n0\r\nX: a\r\n\r\n`,
    ],
    'a length of 0': ['POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n'],
    '100 headers': [`${post}${'X: a\r\n'.repeat(97)}Content-Length: 17\r\n\r\n${body}`],
    'headers that look like ours': [
      `${post}REMOTE_ADDR: 1.2.3.4\r\nContent-Length: 17\r\nX-Forwarded-For: %0d%0aX: y\r\n\r\n${body}`,
    ],
    'HTTP/1.0': ['GET /healthz HTTP/1.0\r\n\r\n'],
  };
  for (const [name, parts] of Object.entries(good)) {
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const { text } = await raw(service.port, bytes, { quiet: 200 });
    const found = statuses(text);
    assert.equal(found.length, parts.length, `${name}: ${text}`);
    for (const status of found) assert.ok(status < 500 && status !== 400, `${name}: ${text}`);
  }
});

test('a client that waits for "100 Continue" is told to go on', async () => {
  const client = await Client.open(service.port);
  const { text } = await raw(
    service.port,
    `${post}Content-Length: 17\r\nExpect: 100-continue\r\n\r\n`,
    { quiet: 200 },
  );
  assert.equal(text, 'HTTP/1.1 100 Continue\r\n\r\n');
  client.close();
});

test('what is echoed ends no line', async () => {
  const { text } = await raw(
    service.port,
    postBytes('/v1/check', JSON.stringify({ id: 'a\r\nX-Evil: 1\r\n\r\n', comment: 'x' })),
    { quiet: 200 },
  );
  assert.ok(!text.includes('\r\nX-Evil'), text);
});

test('64 KiB are taken, one byte more is not, whether it is told before or not', async () => {
  const limit = 64 * 1024;
  const frame = '{"comment":""}'.length;
  for (const [size, status] of [
    [limit, 200],
    [limit + 1, 413],
  ]) {
    const text = `{"comment":"${' '.repeat(size - frame)}"}`;
    const client = await Client.open(service.port);
    assert.equal((await client.send(postBytes('/v1/check', text))).status, status);
    client.close();
    const chunks = text
      .match(/.{1,5000}/gs)
      .map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
    const chunked = await Client.open(service.port);
    assert.equal(
      (await chunked.send(`${post}Transfer-Encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`))
        .status,
      status,
    );
    chunked.close();
  }
});

test('sizes that are only claimed cost no memory', async () => {
  const before = residentBytes(service.pid);
  for (const length of ['1073741824', '9223372036854775807', '65537']) {
    const { text } = await raw(service.port, `${post}Content-Length: ${length}\r\n\r\n{`);
    assert.deepEqual(statuses(text), [413]);
  }
  // Chunks that never end.
  const endless = `${post}Transfer-Encoding: chunked\r\n\r\n${`1000\r\n${'a'.repeat(4096)}\r\n`.repeat(100)}`;
  const { text, closed } = await raw(service.port, endless, { quiet: 2_000 });
  assert.ok(closed);
  assert.ok(text === '' || statuses(text)[0] === 413, text);
  assert.ok(residentBytes(service.pid) - before < 1024 * 1024);
});

test('HEAD has the headers of GET and no body', async () => {
  const get = await raw(
    service.port,
    'GET /v1/policy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  const head = await raw(
    service.port,
    'HEAD /v1/policy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  const headOf = (text) => text.slice(0, text.indexOf('\r\n\r\n') + 4).replace(/Date: .*\r\n/, '');
  assert.equal(headOf(head.text), headOf(get.text));
  assert.ok(head.text.endsWith('\r\n\r\n'));
});

test('a service that got no processor for a while turns nobody away', async () => {
  const statusesSeen = new Map();
  const asking = await load(
    service.port,
    4,
    () => postBytes('/v1/check', '{"comment":"Hello"}'),
    ({ status }) => statusesSeen.set(status, (statusesSeen.get(status) ?? 0) + 1),
  );
  for (let pause = 0; pause < 5; ++pause) {
    await sleep(100);
    process.kill(service.pid, 'SIGSTOP');
    await sleep(400);
    process.kill(service.pid, 'SIGCONT');
  }
  await sleep(100);
  await asking.stop();
  assert.deepEqual([...statusesSeen.keys()], [200]);
});
