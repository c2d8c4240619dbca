// The same requests through every host: the answers must be the same bytes.
// usage: node parity.mjs [COUNT]; starts itself again without the right to make code from strings.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cLibrary, command, service, webAssembly } from './hosts.mjs';
import { inputs, pageStrings } from './inputs.mjs';

const NO_EVAL = '--disallow-code-generation-from-strings';
if (!process.execArgv.includes(NO_EVAL)) {
  const args = [NO_EVAL, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const scratch = mkdtempSync(join(tmpdir(), 'precheck-parity-'));
const lines = inputs(root, Number(process.argv[2] ?? 4000));
let passed = 0;
let failed = 0;

function compare(what, expected, actual, input) {
  if (expected === actual) {
    passed++;
    return;
  }
  failed++;
  if (failed > 10) return;
  console.log(`${what} differs\n  input    ${input}\n  expected ${expected}\n  actual   ${actual}`);
}

// Every policy of the matcher cases, and the shipped one as written and as published.
function policies() {
  const files = [join(root, 'policy.json')];
  const published = join(scratch, 'published.json');
  const made = spawnSync(join(root, 'build/precheck'), ['publish', join(root, 'policy.json'), '-o', published]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  files.push(published);
  const folder = join(root, 'tests/cases/matchers');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json')).slice(0, 6)) {
    const path = join(scratch, name);
    writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(join(folder, name), 'utf8')).policy));
    files.push(path);
  }
  return files;
}

function compareService(expected, { status, body }, line) {
  const answer = JSON.parse(expected);
  if (!answer.error) return compare('service', expected, body, line);
  // Over HTTP an error may also lie in a header, so that the service names a place where the core
  // names none: the whole request is its body, and a missing key is where it should be.
  const place = answer.error.field || (JSON.parse(body).error?.field ?? '');
  const wanted = JSON.stringify({ error: { ...answer.error, field: place } });
  compare('service, an error', `4xx ${wanted}`, `${status >= 400 && status < 500 ? '4xx' : status} ${body}`, line);
}

async function comparePolicy(policy, withService) {
  const expected = command(root, policy).answer(lines);
  const library = cLibrary(root, policy).answer(lines);
  const engine = await webAssembly(root, policy);
  const browser = engine.answer(lines);
  for (let at = 0; at < lines.length; at++) {
    compare('C library', expected[at], library[at], lines[at]);
    compare('WebAssembly', expected[at], browser[at], lines[at]);
  }
  comparePageStrings(policy, engine);
  if (!withService) return;
  const http = await service(root, policy);
  try {
    const answers = await http.answer(lines);
    for (let at = 0; at < lines.length; at++) compareService(expected[at], answers[at], lines[at]);
  } finally {
    http.stop();
  }
}

// A string of a page, made well-formed as the widget does, against what a server then receives.
function comparePageStrings(policy, engine) {
  const requests = pageStrings().map((comment) => JSON.stringify({ comment: wellFormed(comment) }));
  const expected = command(root, policy).answer(requests.map((each) => Buffer.from(each)));
  for (let at = 0; at < requests.length; at++) {
    compare('WebAssembly, a string of a page', expected[at], engine.check(requests[at]), requests[at]);
  }
}

function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

try {
  const all = policies();
  for (const policy of all) await comparePolicy(policy, policy === all[0]);
  console.log(`${lines.length} inputs, ${all.length} policies, 4 hosts`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
