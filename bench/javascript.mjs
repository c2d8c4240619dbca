// usage: node javascript.mjs ENGINE FOLDER N [MODULES]. One engine in Node over the same rules and
// comments: speed, time to the first check, and how long one check of a short and a long text takes.
// MODULES is a folder with the peers' npm packages. One line of JSON.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [engine, folder, count, modules = '.'] = process.argv.slice(2);
const linesOf = (name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
const rules = linesOf(`rules-${count}.txt`);
const comments = linesOf(`comments-en-${count}.txt`);
const requireFrom = createRequire(pathToFileURL(join(modules, 'package.json')));

const command = fileURLToPath(new URL('../build/precheck', import.meta.url));
const publish = ['publish', '--compiled', join(folder, `policy-${count}.json`)];
const compiledPolicy = engine === 'precheck' ? execFileSync(command, publish) : null;

// Word lists know words only, so they get less work: the rules that are one word.
const words = rules.filter((rule) => /^\\b\w+\\b$/.test(rule)).map((rule) => rule.slice(2, -2));

const loop = (expressions) => (text) => {
  let found = 0;
  for (const expression of expressions) {
    expression.lastIndex = 0;
    while (expression.exec(text)) found++;
  }
  return found;
};

const engines = {
  'regexp-gi': () => loop(rules.map((rule) => new RegExp(rule, 'gi'))),
  'regexp-giu': () => loop(rules.map((rule) => new RegExp(rule, 'giu'))),
  'regexp-alternation': () => loop([new RegExp(rules.map((rule) => `(?:${rule})`).join('|'), 'gi')]),
  async obscenity() {
    const { DataSet, RegExpMatcher, parseRawPattern, englishRecommendedTransformers } = requireFrom('obscenity');
    const data = new DataSet();
    for (const word of words) {
      data.addPhrase((phrase) => phrase.setMetadata({ originalWord: word }).addPattern(parseRawPattern(`|${word}|`)));
    }
    const matcher = new RegExpMatcher({ ...data.build(), ...englishRecommendedTransformers });
    return (text) => matcher.getAllMatches(text).length;
  },
  'leo-profanity'() {
    const filter = requireFrom('leo-profanity');
    filter.clearList();
    filter.add(words);
    return (text) => filter.badWordsUsed(text).length;
  },
  async 'bad-words'() {
    const { Filter } = await import(pathToFileURL(requireFrom.resolve('bad-words')).href);
    const filter = new Filter({ emptyList: true });
    filter.addWords(...words);
    return (text) => Number(filter.isProfane(text));
  },
  async harper() {
    const at = (name) => pathToFileURL(join(modules, 'node_modules/harper.js/dist', name)).href;
    const { LocalLinter } = await import(at('index.js'));
    const { binary } = await import(at('binary.js'));
    const linter = new LocalLinter({ binary });
    await linter.setup();
    return async (text) => (await linter.lint(text)).length;
  },
  async precheck() {
    const dist = new URL('../web/dist/', import.meta.url);
    const { createChecker } = await import(new URL('precheck.mjs', dist).href);
    const checker = await createChecker({
      policy: compiledPolicy,
      wasm: readFileSync(new URL('precheck.wasm', dist)),
    });
    return (comment) => checker.check({ comment }).findings.length;
  },
};

const started = performance.now();
let check;
try {
  check = await engines[engine]();
} catch (error) {
  console.log(JSON.stringify({ engine, missing: String(error).slice(0, 100) }));
  process.exit(0);
}
await check(comments[0]);
const first = performance.now() - started;

const rounds = [];
for (let round = 0; round < 5; round++) {
  let bytes = 0;
  const begin = performance.now();
  for (const comment of comments) {
    const answer = check(comment);
    if (answer instanceof Promise) await answer;
    bytes += Buffer.byteLength(comment);
    if (performance.now() - begin > 1200) break;
  }
  rounds.push(bytes / (performance.now() - begin) / 1e3);
}
rounds.sort((a, b) => a - b);

const all = comments.join(' ');
const took = {};
for (const length of [200, 2_000, 20_000]) {
  const times = [];
  const begin = performance.now();
  for (let at = 0; at < 400 && performance.now() - begin < 1500; at++) {
    const text = all.substr((at * 977) % (all.length - length), length);
    const start = performance.now();
    const answer = check(text);
    if (answer instanceof Promise) await answer;
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  took[length] = { p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}
console.log(JSON.stringify({ engine, rules: Number(count), first_ms: first, mb_s: rounds[2], least: rounds[0], most: rounds[4], took }));
process.exit(0);
