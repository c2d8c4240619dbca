// The core against a slow and simple reference; `ctest` has a smaller number of pairs.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { join } from 'node:path';

import { root } from '../service/harness.mjs';

export const name = 'random policies and texts: what a slow reference says';
export const onlyFull = true;

export async function run({ short, check, report }) {
  const pairs = short ? 500_000 : 1_000_000;
  const { status, stdout } = spawnSync(join(root, 'build/differential_test'), ['--gtest_brief=1'], {
    encoding: 'utf8',
    env: { ...process.env, PRECHECK_PAIRS: String(pairs) },
  });
  check('no difference', status === 0, stdout.slice(0, 2_000));
  report(`${pairs} pairs`);
}
