// docs/policy-guide.md, as an owner would follow it: each JSON block is linted, each command is run,
// and what the text says of words and files is so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

const root = new URL('../../', import.meta.url).pathname;
const text = readFileSync(join(root, 'docs/policy-guide.md'), 'utf8');
const blocks = [...text.matchAll(/^```json\n(.*?)^```/gms)].map(([, json]) => json);
const prose = text.replace(/^```.*?^```/gms, '');
/** Lines set off as code, and calls within a sentence. */
const commands = [...prose.matchAll(/^ {4}(.+)$|`(precheck \w+ [^`]+)`/gm)].map(([, line, call]) => line ?? call);
const folder = join(process.env.SCRATCH, 'guide');

/** What the guide's reader has at hand, beside what the commands before have made. */
const atHand = {
  'wordpress.xml': 'tests/native/archives/wordpress.xml',
  'moderation-keys.txt': 'tests/native/lists/wordpress-moderation-keys.txt',
  'docs/policy.schema.json': 'docs/policy.schema.json',
};
/** Commands that say more by their exit status than "done". */
const statuses = [
  [/ check --policy /, 1],
  [/^precheck diff /, 1],
];

/** A rule, or a matcher alone, with what it needs around it. */
function policyAround(json) {
  const part = JSON.parse(json);
  if (part.format === 1) return part;
  const rule = part.id ? part : { id: 'part', category: 'test', action: 'advise', message: 'No.', match: part };
  const posts = { politics: { tags: ['politics'] } };
  const matchers = { name: { words: ['quoted'] } };
  const own = { id: 'own', category: 'test', action: 'advise', message: 'No.', match: { words: ['other'] } };
  return { format: 1, name: 'Around', posts, matchers, rules: [rule, own] };
}

function shell(command, input = '') {
  return spawnSync('bash', ['-c', command], { cwd: folder, input, encoding: 'utf8' });
}

function lint(policy) {
  const { stdout, stderr } = shell('precheck lint --format json -', JSON.stringify(policy));
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

function flags(policy, comment) {
  writeFileSync(join(folder, 'asked.json'), JSON.stringify(policy));
  return shell('precheck check --policy asked.json', comment).status === 1;
}
const withMatch = (match) => {
  const policy = policyAround(JSON.stringify(match));
  policy.rules[0].action = 'warn';
  return policy;
};

before(() => {
  mkdirSync(join(folder, 'docs'), { recursive: true });
  mkdirSync(join(folder, 'public'));
  for (const [name, source] of Object.entries(atHand)) copyFileSync(join(root, source), join(folder, name));
  const [first] = blocks;
  writeFileSync(join(folder, 'my-policy.json'), first);
  writeFileSync(join(folder, 'policy.json'), first);
  writeFileSync(join(folder, 'new.json'), first.replace('"ballots"', '"ballots", "referendum"'));
});

test('each JSON block compiles, and its examples do what they say', () => {
  assert.ok(blocks.length >= 3);
  for (const block of blocks) assert.deepEqual(lint(policyAround(block)).errors, [], block);
});

test('the policy it begins with has no warning', () => {
  assert.deepEqual(lint(JSON.parse(blocks[0])).warnings, []);
});

test('each piece of JSON in the text compiles', () => {
  const pieces = [...prose.matchAll(/`([{"][^`]*)`/g)].map(([, piece]) => piece).filter((piece) => !piece.includes('…'));
  assert.ok(pieces.length >= 6);
  for (const piece of pieces) {
    const value = JSON.parse(piece.startsWith('{') ? piece : `{${piece}}`);
    const policy = policyAround('{"words":["x"]}');
    const [rule] = policy.rules;
    if (value.usa) Object.assign(policy, { lexicons: { country: value } });
    else if (value.unless ?? value.ignore) Object.assign(rule, value);
    else if (value.languages ?? value.$schema) Object.assign(policy, value);
    else rule.match = value;
    assert.deepEqual(lint(policy).errors, [], piece);
  }
});

test('each command runs, in this order, and leaves what it says', () => {
  assert.ok(commands.length >= 9, String(commands.length));
  for (const command of commands) {
    const { status, stderr } = shell(command);
    const expected = statuses.find(([pattern]) => pattern.test(command))?.[1] ?? 0;
    assert.equal(status, expected, `${command}\n${stderr}`);
  }
  for (const name of ['report.html', 'imported.json', 'public/policy.json', 'policy.sarif'])
    assert.ok(readFileSync(join(folder, name), 'utf8').length > 100, name);
  assert.ok(!readFileSync(join(folder, 'public/policy.json'), 'utf8').includes('"flags"'));
});

test('what it says about words', () => {
  assert.ok(!flags(withMatch({ words: ['ham'] }), 'What a shame.'));
  assert.ok(!flags(withMatch({ words: ['comment'] }), 'Many comments.'));
  for (const disguise of ['s.c.a.m', 'sc4m', 'ｓｃａｍ', 'SCAM']) assert.ok(flags(withMatch({ words: ['scam'] }), disguise), disguise);
  assert.ok(flags(withMatch({ words: ['妈的'] }), '我妈的生日'));
  assert.ok(!flags(withMatch({ words: ['ballot'] }), '> ballot\n\nWell.'), 'quotations are left out');
});

test('its list of warnings is that of lint', () => {
  const named = [...text.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  const others = new Set(['action', 'advise', 'warn', 'hold', 'reject']);
  const base = join(root, 'tests/cases/lint');
  const cases = readdirSync(base).flatMap((file) => JSON.parse(readFileSync(join(base, file), 'utf8')).cases);
  const given = cases.flatMap(({ warnings }) => warnings.map(({ code }) => code));
  assert.deepEqual(named.filter((code) => !others.has(code)).sort(), [...new Set(given)].sort());
});

test('the number of ordinary comments is that of the command', () => {
  const everything = withMatch({ measure: 'letters', over: 0 });
  const [{ message }] = lint(everything).warnings.filter(({ code }) => code === 'over_broad');
  const [, count] = /of (\d+) ordinary comments/.exec(message);
  assert.ok(text.includes(`tried on ${count} comments`), message);
});
