// Writes requests of ordinary length to standard output: the comments of the shipped cases, joined.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const folder = join('..', 'tests/cases/shipped');
const comments = readdirSync(folder).flatMap((name) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')).cases.map((each) => each.comment ?? each.request.comment),
);
// Passing and flagged comments in turn, about 600 bytes together.
const lines = comments.map((_, at) => {
  let comment = '';
  for (let next = at; Buffer.byteLength(comment) < 600; next = (next * 7 + 11) % comments.length) comment += `${comments[next]} `;
  return JSON.stringify({ comment });
});
process.stdout.write(`${lines.join('\n')}\n`);
