// The same requests through every host: the answers must be the same bytes, and the places in them
// must fit the text.
// usage: node parity.mjs          some thousand inputs and 15 policies, as script/test does it
//        node parity.mjs --full   100,000 inputs and 10 policies, with the library that clang built
//                                 (cmake --preset clang), where there is one
// Starts itself again without the right to make code from strings.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium, cLibrary, command, service, webAssembly } from './hosts.mjs';
import { inputs, pageStrings } from './inputs.mjs';
import { spanProblems } from './spans.mjs';

const NO_EVAL = '--disallow-code-generation-from-strings';
if (!process.execArgv.includes(NO_EVAL)) {
  const args = [NO_EVAL, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const scratch = mkdtempSync(join(tmpdir(), 'precheck-parity-'));
const full = process.argv.includes('--full');
const lines = inputs(root, full ? 100_000 : 4_000);
let passed = 0;
let failed = 0;
let spans = 0;
const counts = {};

function fail(text) {
  failed++;
  if (failed <= 10) console.log(text);
}

function compare(what, expected, actual, input) {
  counts[what] = (counts[what] ?? 0) + 1;
  if (expected === actual) passed++;
  else fail(`${what} differs\n  input    ${input}\n  expected ${expected}\n  actual   ${actual}`);
}

function publish(policy, ...options) {
  const published = join(scratch, [basename(policy), ...options, 'published'].join('.'));
  const made = spawnSync(join(root, 'build/precheck'), ['publish', ...options, policy, '-o', published]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return published;
}

// The shipped policy as written and as published; those of the examples or of the cases; and each of
// them compiled.
function policies() {
  const shipped = join(root, 'policy.json');
  const others = otherPolicies();
  const compiled = [shipped, ...others].map((each) => compile(each));
  return [shipped, publish(shipped), ...others, ...compiled];
}

// A policy compiled, which must say what its published JSON says.
function compile(policy) {
  const json = command(root, publish(policy)).answer(lines);
  const compiled = publish(policy, '--compiled');
  command(root, compiled)
    .answer(lines)
    .forEach((answer, at) => compare('command, compiled against JSON', json[at], answer, lines[at]));
  return compiled;
}

function otherPolicies() {
  if (full) {
    const examples = join(root, 'docs/policies');
    const files = readdirSync(examples).filter((each) => each.endsWith('.json')).map((each) => join(examples, each));
    return [...files, join(root, 'bench/small-policy.json')];
  }
  const files = [];
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

function lookAtSpans(line, answer) {
  if (!answer.includes('"utf16"')) return;
  const found = spanProblems(JSON.parse(line).comment, answer);
  spans += found.spans;
  if (found.problems.length > 0) fail(`spans: ${found.problems}\n  input  ${line}\n  answer ${answer}`);
}

async function* pieces(size) {
  for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
}

/** The page's modules that read a policy, the smallest first; each must say which it does not read. */
async function pageModules(policy) {
  const found = [];
  for (const [file, reads] of Object.entries({
    'engine.wasm': isCompiled(policy) && !hasPatterns(policy),
    'engine-json.wasm': !hasPatterns(policy),
    'engine-full.wasm': true,
  })) {
    const host = await webAssembly(root, policy, file);
    compare(`${file}, what it reads`, reads, host !== null, policy);
    if (host) found.push(host);
  }
  return found;
}

// The smallest module reads requests with known keys only, and refuses all others.
function isRefused(answer) {
  return answer.includes('"error":{"code":"needs_json_engine"');
}

function compareSmall(host, expected, answer, line) {
  if (!isRefused(answer)) return compare(host.name, expected, answer, line);
  if (JSON.parse(expected).error) return compare('engine.wasm, refused', true, true, line);
  const known = JSON.stringify(knownKeys(JSON.parse(String(line))));
  compare('engine.wasm, with known keys only', expected, host.check(known), line);
}

// As web/src/request-json.ts has it.
function knownKeys({ id, comment, language, post, parent, author, earlier }) {
  const { title, text, tags, invites } = post ?? {};
  const { strikes, trusted } = author ?? {};
  return { id, comment, language, post: { title, text, tags, invites }, parent, author: { strikes, trusted }, earlier };
}

async function comparePolicy(policy, browser, withService) {
  const native = command(root, policy);
  const modules = await pageModules(policy);
  const small = modules[0].name === 'engine.wasm' ? modules.shift() : null;
  const others = [cLibrary(root, policy), ...modules];
  if (browser && (await browser.use(policy, modules[0].name)) === '[]') others.push(browser);
  if (full && existsSync(join(root, 'build-clang/capi_driver'))) others.push(cLibrary(root, policy, 'build-clang'));
  // The service publishes its policy, so that it takes the JSON alone.
  const http = withService && !isCompiled(policy) ? await service(root, policy) : null;
  try {
    for await (const piece of pieces(5_000)) {
      const expected = native.answer(piece);
      piece.forEach((line, at) => lookAtSpans(line, expected[at]));
      for (const host of others) {
        const answers = await host.answer(piece);
        piece.forEach((line, at) => compare(host.name, expected[at], answers[at], line));
      }
      small?.answer(piece).forEach((answer, at) => compareSmall(small, expected[at], answer, piece[at]));
      const answers = (await http?.answer(piece)) ?? [];
      answers.forEach((answer, at) => compareService(expected[at], answer, piece[at]));
    }
  } finally {
    http?.stop();
  }
  comparePageStrings(policy, small ?? modules[0]);
}

function isCompiled(policy) {
  return readFileSync(policy)[0] === 0x93;
}

function hasPatterns(policy) {
  const bytes = readFileSync(policy);
  return isCompiled(policy) ? bytes[5] === 1 : /"pattern"\s*:/.test(bytes.toString('utf8'));
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

const browser = await chromium(root);
try {
  const all = policies();
  for (const [at, policy] of all.entries()) {
    // The short form asks the two slowest hosts about the shipped policy only.
    await comparePolicy(policy, full || at === 0 ? browser : null, full || at === 0);
    if (full) console.log(`${policy.replace(scratch, '').replace(root, '')}: ${passed} the same, ${failed} not`);
  }
  console.log(`${lines.length} inputs, ${all.length} policies, ${spans} spans; answers compared with the command's: ${JSON.stringify(counts)}`);
} finally {
  await browser.stop();
  rmSync(scratch, { recursive: true, force: true });
}
if (spans === 0) fail('no finding has a place');
for (const file of ['engine.wasm', 'engine-json.wasm', 'engine-full.wasm']) if (!counts[file]) fail(`${file} read no policy`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
