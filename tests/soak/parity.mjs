// The same bytes from every host, at full length; script/test has the other form.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { join } from 'node:path';

import { root } from '../service/harness.mjs';

export const name = 'the same bytes from every host';
export const onlyFull = true;

export async function run({ short, check, report }) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'tests/parity/parity.mjs'), ...(short ? [] : ['--full'])], { encoding: 'utf8', maxBuffer: 1 << 28 });
  check('every host agrees', status === 0, stdout.slice(0, 2_000));
  report(stdout.trim().split('\n').slice(-2).join('; '));
}
