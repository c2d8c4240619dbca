// Fuzzing with libFuzzer; the short form of it is a part of `ctest` (tests/fuzz/replay.cpp).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from '../service/harness.mjs';

export const name = 'fuzzing: no crash, no leak, no report, nothing over 5 s';
export const onlyFull = true;

export async function run({ short, check, report }) {
  const { status, stdout } = spawnSync(join(root, 'script/fuzz'), short ? ['--seconds', '20'] : [], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  check('every target is clean', status === 0, stdout);
  for (const line of stdout.split('\n').filter((each) => / runs in /.test(each))) report(line);
}
