// check.mjs POLICY < REQUEST: one request in, one verdict out, in WebAssembly.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createChecker } from 'precheck';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('usage: check.mjs POLICY < REQUEST');
  process.exit(2);
}
const wasm = readFileSync(createRequire(import.meta.url).resolve('precheck/precheck-full.wasm'));
try {
  const checker = await createChecker({ policy: readFileSync(file, 'utf8'), wasm });
  const verdict = checker.check(JSON.parse(readFileSync(0, 'utf8')));
  console.log(JSON.stringify(verdict));
  process.exitCode = ['allow', 'advise'].includes(verdict.action) ? 0 : 1;
} catch (error) {
  // A broken policy, a request that cannot be read: that is no verdict.
  console.error(`check.mjs: ${error.message}`);
  process.exitCode = 2;
}
