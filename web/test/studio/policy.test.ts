// What the Studio makes of a policy's text, without any page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Text } from '@codemirror/state';
import type { Edit } from 'jsonc-parser';
import { positionOf } from '../../studio/src/editor/diagnostics.js';
import { addExample, addRule, pathOf, removeRule } from '../../studio/src/policy/document.js';
import {
  draftFrom,
  draftRule,
  freeId,
  mergeRule,
  type RuleDraft,
} from '../../studio/src/policy/rule-draft.js';
import { PolicySchema, type Schema } from '../../studio/src/policy/schema.js';
import type { PolicyShape, Rule } from '../../studio/src/policy/shape.js';
import { fromFragment, toFragment } from '../../studio/src/share.js';
import { en } from '../../studio/src/words/en.js';
import { zh } from '../../studio/src/words/zh.js';

const repository = new URL('../../../../', import.meta.url);
const schema = new PolicySchema(
  JSON.parse(readFileSync(new URL('docs/policy.schema.json', repository), 'utf8')) as Schema,
);

const draft: RuleDraft = {
  name: 'Elections',
  phrases: ['election', 'vote * (mayor|president)'],
  message: { en: 'This is about elections.' },
  advice: { en: '' },
  action: 'warn',
  where: 'except',
  tags: ['politics'],
  flags: ['The election was a farce.'],
  passes: ['What a selection!'],
};

function applied(text: string, edits: readonly Edit[]): PolicyShape {
  return JSON.parse(appliedText(text, edits)) as PolicyShape;
}

function appliedText(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { offset, length, content } of [...edits].sort((a, b) => b.offset - a.offset)) {
    result = result.slice(0, offset) + content + result.slice(offset + length);
  }
  return result;
}

test('"except under posts tagged" is an unless, and its example follows', () => {
  const { rule, post } = draftRule(draft, {});
  assert.deepEqual(post, { name: 'tagged-politics', tags: ['politics'] });
  assert.deepEqual(rule, {
    id: 'elections',
    category: 'house-rules',
    action: 'warn',
    message: 'This is about elections.',
    match: { any: [{ words: ['election'] }, { phrases: ['vote * (mayor|president)'] }] },
    unless: { post: 'tagged-politics' },
    examples: {
      flags: ['The election was a farce.'],
      passes: [
        'What a selection!',
        { comment: 'The election was a farce.', post: { tags: ['politics'] } },
      ],
    },
  });
});

test('"only under posts tagged" is part of the match', () => {
  const { rule } = draftRule({ ...draft, phrases: ['election'], where: 'only' }, {});
  assert.deepEqual(rule.match, { all: [{ post: 'tagged-politics' }, { words: ['election'] }] });
  assert.equal(rule.unless, undefined);
  assert.deepEqual(rule.examples?.flags, [
    { comment: 'The election was a farce.', post: { tags: ['politics'] } },
  ]);
  assert.deepEqual(rule.examples?.passes, ['What a selection!', 'The election was a farce.']);
});

test('a condition that is there already is used again', () => {
  const policy: PolicyShape = { posts: { political: { tags: ['politics'] } } };
  const { rule, post } = draftRule(draft, policy);
  assert.equal(post, undefined);
  assert.deepEqual(rule.unless, { post: 'political' });
});

test('ids are free and lower-case, whatever the name', () => {
  const policy: PolicyShape = { rules: [{ id: 'elections' }, { id: 'rule' }] };
  assert.equal(freeId('Elections!', policy), 'elections-2');
  assert.equal(freeId('选举', policy), 'rule-2');
  assert.equal(freeId('Café & Bar', policy), 'cafe-bar');
});

test('what the form wrote, the form reads again', () => {
  for (const where of ['everywhere', 'except', 'only'] as const) {
    const tags = where === 'everywhere' ? [] : ['politics'];
    const written = { ...draft, where, tags };
    const { rule, post } = draftRule(written, { languages: ['en'] });
    const policy: PolicyShape = {
      languages: ['en'],
      posts: post ? { [post.name]: { tags: post.tags } } : {},
    };
    const read = draftFrom(rule, policy);
    assert.deepEqual(read?.phrases, draft.phrases);
    assert.deepEqual([read.where, read.tags], [where, tags]);
    assert.deepEqual(read.flags, draft.flags);
  }
});

test('a rule that says more than the form can is left to the file', () => {
  const rules: Rule[] = [
    { match: { lexicon: 'people' } },
    { match: { words: ['a'] }, unless: { measure: 'links', over: 0 } },
    { match: { all: [{ words: ['a'] }, { words: ['b'] }], within: 'sentence' } },
  ];
  for (const rule of rules) assert.equal(draftFrom(rule, {}), null);
});

test('a changed rule keeps what the form does not ask', () => {
  const request = { comment: 'x', post: { title: 'T' } };
  const old: Rule = {
    id: 'a',
    quote: 'Q',
    points: 4,
    advice: 'old',
    examples: { passes: [request] },
  };
  const merged = mergeRule(old, draftRule({ ...draft, where: 'everywhere' }, {}, 'a').rule, []);
  assert.equal(merged.quote, 'Q');
  assert.equal(merged.points, 4);
  assert.equal(merged.advice, undefined);
  assert.deepEqual(merged.examples?.passes, ['What a selection!', request]);
});

test('edits leave the rest of the file as it was', () => {
  const text = '{\n  "format": 1,\n  "rules": [\n    { "id": "a",   "odd":  1 }\n  ]\n}\n';
  const drafted = draftRule(draft, {});
  const policy = applied(text, addRule(text, drafted.rule, drafted.post));
  assert.deepEqual(
    policy.rules?.map(({ id }) => id),
    ['a', 'elections'],
  );
  assert.deepEqual(policy.posts, { 'tagged-politics': { tags: ['politics'] } });
  const result = appliedText(text, addRule(text, drafted.rule, drafted.post));
  assert.ok(result.includes('{ "id": "a",   "odd":  1 },\n    {\n      "id": "elections",'));
  assert.ok(
    result.includes('  "posts": { "tagged-politics": { "tags": ["politics"] } },\n  "rules"'),
  );
  assert.deepEqual(applied(text, removeRule(text, 0)).rules, []);
});

test('an example finds or makes its list', () => {
  const texts = [
    '{"rules":[{}]}',
    '{"rules":[{"examples":{}}]}',
    '{"rules":[{"examples":{"flags":[]}}]}',
  ];
  for (const text of texts) {
    const rules = applied(text, addExample(text, 0, 'flags', 'bad')).rules;
    assert.deepEqual(rules?.[0]?.examples?.flags, ['bad']);
  }
});

test('a JSON Pointer is a path', () => {
  assert.deepEqual(pathOf('/rules/3/a~1b/~0'), ['rules', 3, 'a/b', '~']);
  assert.deepEqual(pathOf(''), []);
});

test('columns in bytes are found in text with Chinese and emoji', () => {
  const doc = Text.of(['{', '  "美国": "😀", x']);
  const place = { code: '', pointer: '', message: '', line: 2 };
  const before = Buffer.byteLength('  "美国": "😀", ');
  assert.equal(positionOf(doc, { ...place, column: before + 1 }), doc.toString().indexOf('x'));
  assert.equal(positionOf(doc, { ...place, line: 99, column: 1 }), 0);
});

test('the schema says what may stand at a place', () => {
  const rule = schema.keys(['rules', 0], new Set(['id', 'match']));
  assert.ok(rule.has('action') && !rule.has('id'));
  const empty = schema.keys(['rules', 0, 'match'], new Set());
  assert.ok(empty.has('words') && empty.has('any') && !empty.has('within'));
  const all = schema.keys(['rules', 0, 'match', 'any', 2], new Set(['all']));
  assert.deepEqual([...all.keys()], ['within']);
  const measure = schema.keys(['rules', 0, 'unless'], new Set(['measure']));
  assert.deepEqual([...measure.keys()], ['over', 'under']);
  assert.deepEqual(schema.allowedValues(['rules', 0, 'action']), [
    'advise',
    'warn',
    'hold',
    'reject',
  ]);
  assert.match(schema.description(['rules', 0, 'unless', 'words']), /One of these words/);
  assert.match(schema.description(['decision', 'warn']), /From this sum on/);
});

test('a link carries policy, post and comment, and a cut or foreign one is refused', async () => {
  const shared = { policy: '{"name":"评论 😀"}', comment: 'But', post: { tags: ['law'] } };
  const fragment = await toFragment(shared);
  assert.match(fragment, /^#studio=[\w-]+$/);
  assert.deepEqual(await fromFragment(fragment), shared);
  assert.equal(await fromFragment('#rules'), null);
  await assert.rejects(fromFragment(fragment.slice(0, -9)));
  await assert.rejects(fromFragment('#studio=!!'));
});

test('a link that unpacks to too much is refused', async () => {
  const bomb = await toFragment({ policy: ' '.repeat(8 << 20), comment: '', post: {} });
  assert.ok(bomb.length < 20_000);
  await assert.rejects(fromFragment(bomb), /too large/);
});

test('every word of the page is there in both languages', () => {
  const html = readFileSync(new URL('web/studio/index.html', repository), 'utf8');
  const named = [...html.matchAll(/data-(?:word|label)="([\w-]+)"/g)].map(([, name]) => name ?? '');
  assert.ok(named.length > 30);
  for (const words of [en, zh]) {
    const said: Readonly<Record<string, string>> = words.page;
    for (const name of named) assert.ok(said[name], `${words.language}: ${name}`);
  }
  assert.deepEqual(Object.keys(en.page).sort(), Object.keys(zh.page).sort());
});
