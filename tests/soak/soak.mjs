// What the subjects of tests/soak share. A subject is a file that exports `name` and
// `run({ length, short, check, report })`: it checks what must hold and reports what it measured.
// `length` is full, short (--short: the core of it in a quarter of an hour) or quick (--quick: what
// script/test runs); `short` asks for small numbers. A subject that has no quick form exports
// `onlyFull`.
// Run by script/soak.
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const length = ['quick', 'short'].find((each) => process.argv.includes(`--${each}`)) ?? 'full';
// What --short runs at full length, a minute each; it leaves out what has no quick form but these.
const fullInShort = ['forged', 'ledger-count', 'ledger-forged', 'overload', 'reload'];
const shortToo = ['differential', 'fuzz', 'parity'];
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));

let passed = 0;
let failed = 0;

function check(what, holds, got) {
  if (holds) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(
    `  FAILED: ${what}${got === undefined ? '' : `: ${typeof got === 'string' ? got : JSON.stringify(got)}`}`,
  );
}

const subjects = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && file !== 'soak.mjs')
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.mjs', '')))
  .sort();
assert.ok(subjects.length > 0, `there is no subject called ${wanted.join(', ')}`);

/** Whether it is left out, and whether it runs with small numbers. */
function planOf(file, { onlyFull = false }) {
  const subject = file.replace('.mjs', '');
  if (length === 'full') return { skipped: false, short: false };
  if (length === 'quick') return { skipped: onlyFull, short: true };
  return {
    skipped: onlyFull && !shortToo.includes(subject),
    short: !fullInShort.includes(subject),
  };
}

for (const file of subjects) {
  const subject = await import(pathToFileURL(join(folder, file)).href);
  const { skipped, short } = planOf(file, subject);
  if (skipped) continue;
  const begin = Date.now();
  console.log(`${file.replace('.mjs', '')}: ${subject.name}`);
  const before = passed + failed;
  try {
    await subject.run({ length, short, check, report: (line) => console.log(`  ${line}`) });
    check('something was checked', passed + failed > before);
  } catch (error) {
    check('it ran to the end', false, error.stack);
  }
  console.log(`  took ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
