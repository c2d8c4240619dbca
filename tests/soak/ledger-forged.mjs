// Whatever a client claims about itself, the ledger counts.
import { Caller, Site, decideBytes, ledgerReady } from '../ledger/harness.mjs';
import { Client, postBytes } from '../service/harness.mjs';

export const name = 'forged client fields: 1,000 forms change no verdict and no strike';

const keys = ['verdict', 'action', 'do', 'strikes', 'strike', 'step', 'account', 'standing', 'pardon', 'pardoned', 'points', 'policy', 'revision', 'findings', 'sequence', 'reset', 'author_id', 'user', 'admin', 'role', 'verified', 'passed', 'key', 'token', 'idempotency_key'];
const values = ['allow', 'publish', true, false, 0, -5, 1e9, null, [], {}, { strikes: 0 }, 'other', '', 'none'];
const headers = ['X-Verdict', 'X-Account', 'X-Author-Id', 'X-Strikes', 'X-Forwarded-User', 'X-Remote-User', 'X-HTTP-Method-Override', 'X-Original-URL', 'X-Admin', 'X-Pardon', 'Cookie', 'REMOTE_USER', 'If-Match', 'Prefer'];

function* forms() {
  for (const key of keys) for (const value of values) yield { body: { [key]: value } };
  for (const key of keys) for (const value of values) yield { author: { [`${key}_`]: value } };
  for (const strikes of [0, 1, 2, 3, 4, 99, 1_000_000]) for (let each = 0; each < 25; ++each) yield { author: { strikes, trusted: false, each } };
  for (const header of headers) for (const value of ['allow', '0', 'other', 'admin', 'true', 'publish', '1', 'none', 'reset']) yield { headers: { [header]: value } };
}

const banned = 'This is bad and vile.';

export async function run({ check, report }) {
  const site = new Site();
  const service = await site.start();
  await ledgerReady(service.port);
  const caller = new Caller(service.port);
  const honest = [];
  const strip = (text) => {
    const { verdict, do: what, standing } = JSON.parse(text);
    return JSON.stringify({ verdict, what, strikes: standing.strikes, step: standing.step });
  };
  let count = 0;
  const changed = [];
  // Two accounts go up the same ladder side by side, one with forged fields.
  for (const form of forms()) {
    count += 1;
    const plain = await caller.decide({ account: 'honest', key: `h${count}`, comment: banned });
    const bytes = decideBytes({ account: 'forger', key: `f${count}`, comment: banned, headers: form.headers, body: { ...form.body, author: { ...form.author, id: 'forger' } } });
    const forged = await caller.send(bytes);
    if (plain.status !== 200 || forged.status !== 200 || strip(plain.body) !== strip(forged.body)) changed.push({ form, plain: plain.body, forged: forged.body });
    honest.push(plain.status);
  }
  check('1,000 forms at least', count >= 1_000, count);
  check('the same verdict and the same strike each time', changed.length === 0, changed.slice(0, 2));
  check('every one is counted', (await caller.strikes('forger')) === count, await caller.strikes('forger'));
  check('nobody else is struck', (await caller.strikes('other')) === 0);

  // Without a token there is no strike, however it is asked for.
  const stranger = await Client.open(service.port);
  const body = JSON.stringify({ comment: banned, author: { id: 'victim' } });
  for (const authorization of [undefined, '', 'Bearer', 'Bearer wrong-wrong-wrong-wrong', 'Basic YTpi', `bearer${site.tokens}`]) {
    const response = await stranger.send(postBytes('/v1/decide', body, { 'Idempotency-Key': 'x', Authorization: authorization }));
    check('401 without a token', response.status === 401, response);
  }
  const checked = await stranger.check({ comment: banned, author: { id: 'victim' } });
  check('a check is no strike', checked.status === 200 && (await caller.strikes('victim')) === 0);
  stranger.close();
  caller.close();
  check('an orderly end', (await service.stop()) === 0, service.log);
  site.remove();
  report(`${count} forms, ${changed.length} changed anything`);
}
