// What cppcheck says about the core, the ledger and the service.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from '../service/harness.mjs';

export const name = 'cppcheck: nothing but what is listed';
export const onlyFull = true;

export async function run({ check, report }) {
  const options = ['--enable=warning,performance,portability', '--std=c++20', '--language=c++', '--inline-suppr', '--quiet', '--error-exitcode=1', '-j', '2', '--suppressions-list=tests/soak/cppcheck-suppressions.txt'];
  const run = spawnSync('cppcheck', [...options, '-I', 'core/include', '-I', 'core/src', '-I', 'native', 'core/src', 'native'], { cwd: root, encoding: 'utf8' });
  if (run.error) return report('cppcheck is not installed here');
  check('it has nothing to say', run.status === 0, run.stderr.slice(0, 3_000));
}
