// What the subjects of tests/soak share. A subject is a file that exports `name` and
// `run({ short, check, report })`: it checks what must hold and reports what it measured. One that
// has no short form exports `onlyFull`.
// Run by script/soak.
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const short = process.argv.includes('--short');
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

for (const file of subjects) {
  const subject = await import(pathToFileURL(join(folder, file)).href);
  if (short && subject.onlyFull) continue;
  const begin = Date.now();
  console.log(`${file.replace('.mjs', '')}: ${subject.name}`);
  const before = passed + failed;
  try {
    await subject.run({ short, check, report: (line) => console.log(`  ${line}`) });
    check('something was checked', passed + failed > before);
  } catch (error) {
    check('it ran to the end', false, error.stack);
  }
  console.log(`  took ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
