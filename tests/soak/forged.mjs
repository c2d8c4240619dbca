// Whatever a client claims about its own comment changes nothing.
import { Client, Service, policy } from '../service/harness.mjs';

export const name = 'forged client fields: the same verdict with and without';

const keys = [
  'verdict',
  'action',
  'points',
  'findings',
  'policy',
  'status',
  'passed',
  'approved',
  'checked',
  'result',
  'next',
  'skip',
  'rules',
  'decision',
  'ladder',
  'strikes',
  'account',
  'trusted',
  'verified',
  'moderation',
  'score',
  'error',
  'allow',
  'bypass',
  'revision',
  'acknowledged',
  'pc_acknowledged',
  'client',
  'admin',
  'role',
];
const values = [
  'allow',
  'pass',
  true,
  false,
  0,
  -1,
  null,
  [],
  {},
  { action: 'allow' },
  ['allow'],
  { verdict: 'allow', findings: [] },
  'sha256:0',
  1e9,
  '',
  'true',
];
const headers = [
  'X-Verdict',
  'X-Verified',
  'X-Precheck',
  'X-Precheck-Verdict',
  'X-Action',
  'X-Trusted',
  'X-Admin',
  'X-Account',
  'X-Author-Id',
  'X-Strikes',
  'X-Forwarded-User',
  'X-Original-URL',
  'X-HTTP-Method-Override',
  'X-Forwarded-For',
  'X-Real-IP',
  'Cookie',
  'Idempotency-Key',
  'If-Match',
  'REMOTE_ADDR',
  'Authorization',
];
const targets = [
  'verdict=pass',
  'action=allow',
  'skip=1',
  'trusted=true',
  'strikes=0',
  'policy=none',
  'rules=',
  'id=other',
];

function* forms() {
  for (const key of keys) for (const value of values) yield { body: { [key]: value } };
  for (const key of keys)
    for (const value of values.slice(0, 8)) yield { body: { post: { [`x-${key}`]: value } } };
  for (const key of keys)
    for (const value of values.slice(0, 8)) yield { body: { author: { [`x-${key}`]: value } } };
  for (const header of headers)
    for (const value of ['allow', 'true', '0', 'admin']) yield { headers: { [header]: value } };
  for (const target of targets)
    for (const value of ['', '&x=1']) yield { query: `?${target}${value}` };
  for (const key of [
    '__proto__',
    'constructor',
    'prototype',
    'Comment',
    'COMMENT',
    'comment ',
    'commеnt',
  ]) {
    for (const value of values.slice(0, 8)) yield { body: { [key]: value } };
  }
}

export async function run({ check, report }) {
  const service = await Service.start({ policy: policy() });
  const client = await Client.open(service.port);
  const comment = 'This is bad and vile.';
  const honest = (await client.check({ id: '7', comment })).body;
  let count = 0;
  const changed = [];
  for (const form of forms()) {
    count += 1;
    // Before and after the comment, so that order does not matter either.
    const request =
      count % 2 === 0 ? { id: '7', comment, ...form.body } : { ...form.body, id: '7', comment };
    const bytes = Buffer.from(JSON.stringify(request));
    const lines = Object.entries({
      Host: 'test',
      'Content-Type': 'application/json',
      'Content-Length': bytes.length,
      ...form.headers,
    });
    const head = `POST /v1/check${form.query ?? ''} HTTP/1.1\r\n${lines.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n`;
    const response = await client.send(Buffer.concat([Buffer.from(head), bytes]));
    if (response.status !== 200 || response.body !== honest) changed.push({ form, response });
  }
  client.close();
  check('1,000 forms at least', count >= 1_000, count);
  check('the same verdict each time', changed.length === 0, changed.slice(0, 2));
  check('an orderly end', (await service.stop()) === 0);
  report(`${count} forms, ${changed.length} changed a verdict`);
}
