// usage: node mutate.mjs COPY COUNT [FILE...]; see script/mutate. COPY is built already.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [copy, count, ...only] = [process.argv[2], Number(process.argv[3]), ...process.argv.slice(4)];
const build = join(copy, 'build-dev');
const FILES = [
  'decide', 'evaluation', 'hits', 'word_matcher', 'phrase_join', 'offsets', 'report', 'tokens', 'parts', 'disguises', 'characters',
  'utf8', 'unicode', 'request_reader', 'json_parse', 'compile', 'compile_rule', 'match_builder', 'phrase_template', 'compiled_read',
  'term_weights', 'rule_index', 'vocabulary', 'pattern', 'matchers/combine', 'matchers/lexicon', 'matchers/measure', 'matchers/repeats',
  'matchers/topic', 'matchers/unsupported', 'matchers/author', 'matchers/words',
]; // prettier-ignore

// What a slip of the hand would write. Only where the code has blanks around an operator: that leaves
// templates and pointers alone.
const SLIPS = [
  [/ <= /g, ' < '], [/ < /g, ' <= '], [/ >= /g, ' > '], [/ > /g, ' >= '], [/ == /g, ' != '], [/ != /g, ' == '],
  [/ && /g, ' || '], [/ \|\| /g, ' && '], [/ \+ /g, ' - '], [/ - /g, ' + '], [/ \+= /g, ' -= '],
  [/\btrue\b/g, 'false'], [/\bfalse\b/g, 'true'], [/\(!/g, '('], [/ \? ([^:?]+) : ([^;?]+);/g, ' ? $2 : $1;'],
  [/\b(\d+)\b(?!')/g, (digits) => String(Number(digits) + 1)], [/\bcontinue;/g, 'break;'], [/\bstd::min\(/g, 'std::max('], [/\bstd::max\(/g, 'std::min('],
]; // prettier-ignore

function sites(file) {
  const found = [];
  for (const [at, line] of readFileSync(join(copy, 'core/src', `${file}.cpp`), 'utf8').split('\n').entries()) {
    const code = line.replace(/\s*\/\/.*$/, '');
    if (/^\s*(#|\/\/|static_assert|namespace|template|using|case .*:$)|R"|"[^"]*"/.test(code) || code.trim() === '') continue;
    for (const [slip, instead] of SLIPS) {
      for (const match of code.matchAll(slip)) {
        const changed = code.slice(0, match.index) + match[0].replace(new RegExp(slip.source), instead) + code.slice(match.index + match[0].length);
        found.push({ file, line: at, was: line, now: changed });
      }
    }
  }
  return found;
}

// The same ones each time, spread over all of the files.
function spread(all, wanted) {
  let state = 20261124;
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
  return all.map((site) => ({ site, order: random() })).sort((a, b) => a.order - b.order).slice(0, wanted).map((each) => each.site);
}

const run = (command, args, options = {}) => spawnSync(command, args, { cwd: build, encoding: 'utf8', maxBuffer: 1 << 28, ...options });

const tests = join(build, 'tests/CMakeFiles');
const objects = readdirSync(tests, { recursive: true }).map(String)
  .filter((each) => /_test\.dir\/core\/.*\.o$/.test(each) && !/(learned|allocation)_test\.dir/.test(each)).map((each) => join(tests, each)); // prettier-ignore
const environment = { ...process.env, PRECHECK_PAIRS: '400' };

function isCaught() {
  const made = run('ninja', ['libprecheck.a']);
  if (made.status !== 0) return null; // it does not compile: no mistake of ours
  const linked = run('c++', ['-o', 'all_tests', ...objects, 'libprecheck.a', '-lgtest_main', '-lgtest', '-lre2', '-lpthread']);
  if (linked.status !== 0) throw new Error(linked.stderr);
  const tested = run('./all_tests', ['--gtest_fail_fast', '--gtest_brief=1'], { timeout: 120_000, env: environment });
  return tested.status !== 0;
}

if (isCaught() !== false) throw new Error('the tests fail without a mistake');
const wanted = only.length > 0 ? only : FILES;
const all = wanted.flatMap(sites);
let caught = 0;
let tried = 0;
const perFile = new Map();
const missed = [];
for (const { file, line, was, now } of spread(all, count * 2)) {
  if (tried === count) break;
  const path = join(copy, 'core/src', `${file}.cpp`);
  const good = readFileSync(path, 'utf8');
  const lines = good.split('\n');
  lines[line] = now;
  writeFileSync(path, lines.join('\n'));
  const result = isCaught();
  writeFileSync(path, good);
  if (result === null) continue;
  tried++;
  caught += result ? 1 : 0;
  const [seen, of] = perFile.get(file) ?? [0, 0];
  perFile.set(file, [seen + (result ? 1 : 0), of + 1]);
  if (!result) missed.push(`core/src/${file}.cpp:${line + 1}\n  was ${was.trim()}\n  now ${now.trim()}`);
  if (tried % 20 === 0) console.log(`${tried} mistakes, ${caught} caught`);
}
mkdirSync('.cache', { recursive: true });
writeFileSync('.cache/mutants.txt', `${missed.join('\n')}\n`);
for (const [file, [seen, of]] of [...perFile].sort()) console.log(`${file.padEnd(24)} ${seen} of ${of}`);
console.log(`${all.length} places for a mistake; ${tried} tried, ${caught} caught: ${((100 * caught) / tried).toFixed(1)} %`);
