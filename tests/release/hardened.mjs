// usage: node hardened.mjs FILE...: were these programs and libraries built as cmake/hardening.cmake
// asks? Looks at the files themselves. Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const tell = (option, file) => execFileSync('readelf', ['--wide', option, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
let passed = 0;
let failed = 0;

function check(file, what, holds) {
  if (holds) passed++;
  else {
    failed++;
    console.log(`${file}: ${what}`);
  }
}

function landingPlaces(bytes) {
  const endbr64 = Buffer.from('f30f1efa', 'hex');
  let count = 0;
  for (let at = bytes.indexOf(endbr64); at >= 0; at = bytes.indexOf(endbr64, at + 4)) count++;
  return count;
}

for (const file of process.argv.slice(2)) {
  const header = tell('--file-header', file);
  const segments = tell('--program-headers', file);
  const dynamic = tell('--dynamic', file);
  const imports = tell('--dyn-syms', file);
  const isProgram = /INTERP/.test(segments);
  check(file, 'stands at a fixed address', /Type:\s+DYN/.test(header) && (!isProgram || /\bPIE\b/.test(dynamic)));
  check(file, 'its stack can be run', /GNU_STACK.*RW[^E]*$/m.test(segments));
  check(file, 'a segment can be written and run', !/LOAD.*RWE/.test(segments));
  check(file, 'its tables stay writable: no RELRO', /GNU_RELRO/.test(segments));
  check(file, 'its imports are bound late', /BIND_NOW|\bNOW\b/.test(dynamic));
  check(file, 'its stack is not guarded', /__stack_chk_fail/.test(imports));
  check(file, 'its copies are not checked: no _FORTIFY_SOURCE', /__\w+_chk\b/.test(imports.replaceAll('__stack_chk_fail', '')));
  check(file, 'it looks for libraries in a folder of its own', !/RPATH|RUNPATH/.test(dynamic));
  // Debian's start files carry no mark for it, so the file as a whole has none: look for landing places.
  if (process.arch === 'x64') check(file, 'jumps may go anywhere: no -fcf-protection', landingPlaces(readFileSync(file)) > 100);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
