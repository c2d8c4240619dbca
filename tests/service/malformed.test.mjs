// Each request of cases/malformed.json is refused, and the answer names the field.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { Client, Service, postBytes } from './harness.mjs';

const { cases } = JSON.parse(
  readFileSync(new URL('cases/malformed.json', import.meta.url), 'utf8'),
);
const service = await Service.start();
let client = await Client.open(service.port);
after(async () => {
  client.close();
  assert.equal(await service.stop(), 0);
});

function bodyOf({ text = '', hex, before = '', times = 1, after: end = '' }) {
  if (hex !== undefined) return Buffer.from(hex, 'hex');
  return `${before}${text.repeat(times)}${end}`;
}

test('there are 60 cases at least', () => assert.ok(cases.length >= 60));

for (const each of cases) {
  test(`refused: ${each.name}`, async () => {
    const defaults = each.headers === undefined ? {} : { 'Content-Type': undefined };
    const headers = Object.fromEntries(Object.entries({ ...defaults, ...each.headers }));
    const response = await client.send(postBytes(each.path ?? '/v1/check', bodyOf(each), headers));
    assert.equal(response.status, each.status, response.body);
    const { error } = JSON.parse(response.body);
    assert.deepEqual(Object.keys(error), ['code', 'field', 'message']);
    assert.notEqual(error.field, '');
    if (each.field !== undefined) assert.equal(error.field, each.field, response.body);
    assert.match(error.code, /^[a-z_]+$/);
    assert.ok(error.message.length > 10);
    // The connection goes on, or says that it ends.
    if (response.headers.connection === 'close') {
      client.close();
      client = await Client.open(service.port);
    }
    const good = await client.check({ comment: 'bad' });
    assert.equal(JSON.parse(good.body).action, 'warn');
  });
}
