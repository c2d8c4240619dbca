// usage: node report.mjs RESULTS.jsonl FOLDER. Writes FOLDER/performance.md and its plots.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const [input, folder] = process.argv.slice(2);
const results = readFileSync(input, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const missing = [...new Set(results.filter((each) => each.missing).map(({ engine }) => engine))];
const found = results.filter((each) => !each.missing);

const shown = (value) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(2));
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const sets = ['50', '500', '5000', '50h', '500h', '5000h'];
const native = found.filter((each) => sets.includes(each.set) && each.kind === 'en');
const engines = [...new Set(native.map(({ engine }) => engine))];
const of = (engine, set) => native.find((each) => each.engine === engine && each.set === set);
const speedRows = engines.map((engine) => [
  engine,
  ...sets.map((set) => (of(engine, set) ? `${shown(of(engine, set).mb_s)} (${shown(of(engine, set).least)}–${shown(of(engine, set).most)})` : '–')),
]);
const kinds = { en: 'English', zh: 'Chinese', mixed: 'both', often: 'half with a match', hostile: 'hostile' };
const ofKind = (engine, kind) =>
  found.find((each) => each.engine === engine && each.set === '500' && each.kind === kind);
const kindRows = engines
  .filter((engine) => ofKind(engine, 'hostile'))
  .map((engine) => [engine, ...Object.keys(kinds).map((kind) => shown(ofKind(engine, kind).mb_s))]);
const buildRows = engines.map((engine) => [
  engine,
  ...['50', '500', '5000'].map((set) => (of(engine, set) ? shown(of(engine, set).build_ms) : '–')),
  of(engine, '5000') ? String(of(engine, '5000').megabytes) : '–',
]);

const browserlike = found.filter((each) => each.set === 'node');
const scripts = [...new Set(browserlike.map(({ engine }) => engine))];
const inNode = (engine, count) => browserlike.find((each) => each.engine === engine && each.rules === count);
const scriptRows = scripts.map((engine) => [
  engine,
  ...[50, 500, 5000].map((count) => (inNode(engine, count) ? shown(inNode(engine, count).mb_s) : '–')),
  inNode(engine, 500) ? shown(inNode(engine, 500).first_ms) : '–',
  inNode(engine, 500) ? `${shown(inNode(engine, 500).took[2000].p50)} / ${shown(inNode(engine, 500).took[2000].p99)}` : '–',
]);

const inChromium = found.filter((each) => each.set === 'chromium');
const chromiumRows = inChromium.map(({ engine, bytes, first_ms, p50, p99 }) => [
  engine,
  bytes.toLocaleString('en'),
  ...[first_ms, p50, p99].map(shown),
]);

const services = found.filter((each) => each.set === 'service');
const names = {
  echo: 'Boost.Beast, echo',
  node: 'Node, echo',
  nginx: 'nginx, a fixed answer',
  'small-policy.json': 'precheck, one rule',
  'policy-500.json': 'precheck, 500 rules',
  'policy.json': 'precheck, the shipped policy',
};
const echo = services.find(({ engine }) => engine === 'echo');
const serviceRows = services.map(({ engine, rate, p50, p99, cpu }) => [
  names[engine] ?? engine,
  rate.toLocaleString('en'),
  shown(p50),
  shown(p99),
  shown(cpu),
  (rate / echo.rate).toFixed(2),
]);

function servicePart() {
  return `## The service

\`bench/service.sh\`: \`/v1/check\` and the same requests (700 bytes each) sent to a bare echo, each server on one core, \`wrk\` with 16 connections on
another, medians of seven rounds of 2 s. Microseconds.

${table(['server', 'requests a second', 'p50', 'p99', 'processor time', 'of the echo'], serviceRows)}

`;
}

/** Where a peer is faster, it is said. */
function lostTo() {
  const lines = [];
  const compare = (own, peer, where) => {
    if (!own || !peer || peer === own || peer.mb_s <= own.mb_s) return;
    lines.push(`- ${peer.engine} is ${(peer.mb_s / own.mb_s).toFixed(2)} times as fast ${where}.`);
  };
  for (const set of sets) {
    for (const engine of engines) compare(of('precheck', set), of(engine, set), `at ${set.replace('h', ' hard')} rules`);
  }
  for (const [kind, name] of Object.entries(kinds)) {
    if (kind === 'en') continue;
    for (const engine of engines) compare(ofKind('precheck', kind), ofKind(engine, kind), `on other comments (${name})`);
  }
  return lines.length > 0 ? lines.join('\n') : 'None of them was faster in this run.';
}

function chromiumPart() {
  return `## In Chromium, 500 rules

What a page loads for it (bytes of brotli; ours is the widget, its engine and the policy, compiled or as JSON), the first check on a fresh page from asking for the rules to the answer,
and a check of 2 kB, JavaScript string in, findings out. Milliseconds.

${table(['engine', 'bytes', 'first check', '2 kB, p50', 'p99'], chromiumRows)}

`;
}

/** Bars on a logarithmic scale: no dependency, no script, readable in dark and light. */
function plot(name, title, bars) {
  const height = 22;
  const most = Math.log10(Math.max(...bars.map(({ value }) => value)) * 10);
  const lines = bars.map(({ label, value }, at) => {
    const width = Math.max(2, ((Math.log10(value) + 2) / (most + 2)) * 420);
    const y = 34 + at * height;
    return `<text x="150" y="${y + 12}" text-anchor="end">${label}</text><rect x="158" y="${y}" width="${width.toFixed(1)}" height="15" fill="${label === 'precheck' ? '#2a7de1' : '#9aa5b1'}"/><text x="${(164 + width).toFixed(1)}" y="${y + 12}">${shown(value)}</text>`;
  });
  writeFileSync(
    join(folder, name),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 ${44 + bars.length * height}" font-family="sans-serif" font-size="12" fill="#768390"><text x="8" y="18" font-weight="bold">${title}</text>${lines.join('')}</svg>\n`,
  );
}
for (const [set, name] of [['500', 'ordinary'], ['5000', 'many'], ['500h', 'hard']]) {
  const bars = engines.filter((engine) => of(engine, set)).map((label) => ({ label, value: of(label, set).mb_s }));
  plot(`performance-${name}.svg`, `MB/s, one thread, ${set.replace('h', ' hard')} rules (logarithmic)`, bars);
}

// What other benchmarks measured stands at the end, and stays.
const file = join(folder, 'performance.md');
const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
const others = known.includes('\n## The widget') ? known.slice(known.indexOf('\n## The widget')) : '';
writeFileSync(
  file,
  `# Performance

Written by \`bench/compare\`. Use the ratios: all figures of a table come from one run on one machine
(${cpus()[0].model.trim()}, one thread, Node ${process.versions.node}). Each is the median of five rounds, with the least and the most.

## Finding the places, MB/s

Made-up comments of 50 to 2,000 bytes, 5 % of them holding a match. Rules: words, lists of words, phrases, and
gap rules; the hard ones have gap rules that begin with a common word. All of them fold case alone. Precheck does more
than its peers here: it cuts sentences, evaluates the rules and gives UTF-16 offsets.

${table(['engine', ...sets.map((set) => set.replace('h', ' hard'))], speedRows)}

![500 rules](performance-ordinary.svg)
![5,000 rules](performance-many.svg)
![500 hard rules](performance-hard.svg)

### Other comments, 500 rules

Chinese; both languages in one comment; half of the comments with a match; and hostile ones: words that
gap rules begin with, letters with spaces or points between them, digits for letters.

${table(['engine', ...Object.values(kinds)], kindRows)}

## Making it ready: milliseconds, and MB in memory at 5,000 rules

${table(['engine', '50', '500', '5,000', 'MB'], buildRows)}

## In JavaScript (Node): MB/s, the first check and one check of 2 kB in milliseconds (p50 / p99)

obscenity, leo-profanity and bad-words get the one-word rules only; harper checks grammar and no rules.

${table(['engine', '50', '500', '5,000', 'first check, 500', '2 kB, 500'], scriptRows)}

${chromiumRows.length > 0 ? chromiumPart() : ''}${services.length > 0 ? servicePart() : ''}## Where a peer wins

${lostTo()}
${missing.length > 0 ? `\nNot measured, because not installed: ${missing.join(', ')}.\n` : ''}${others}`,
);
