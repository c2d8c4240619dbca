import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileChecker } from '../../src/checker.js';
import type { Engine } from '../../src/precheck-engine.mjs';

/** An engine that answers what the test wants and remembers what it was asked. */
function engine(answers: { errors?: string; verdict?: string; about?: string }) {
  const asked: string[] = [];
  let deleted = 0;
  const module: Engine = {
    Checker: {
      compile: () => ({
        errors: () => answers.errors ?? '[]',
        revision: () => 'sha256:00',
        about: () => answers.about ?? '{}',
        check(request) {
          asked.push(request);
          return answers.verdict ?? '{}';
        },
        delete() {
          deleted++;
        },
      }),
    },
  };
  return { module, asked, deleted: () => deleted };
}

test('a policy with errors is refused with the first place and gives its memory back', () => {
  const problem = {
    code: 'unknown_key',
    pointer: '/rules/0/acton',
    line: 3,
    column: 7,
    message: '',
  };
  const { module, deleted } = engine({ errors: JSON.stringify([problem]) });
  assert.throws(() => compileChecker(module, '{}'), {
    name: 'PolicyError',
    message:
      'unknown_key at line 3, column 7 (/rules/0/acton); `precheck lint` says what is wrong and how to mend it',
  });
  assert.equal(deleted(), 1);
});

test('patterns that the small engine cannot read come before other errors, and the way out is told', () => {
  const problem = { pointer: '', line: 1, column: 1, message: '' };
  const { module } = engine({
    errors: JSON.stringify([
      { ...problem, code: 'unknown_key' },
      { ...problem, code: 'needs_full_engine', pointer: '/rules/0/match/pattern' },
    ]),
  });
  assert.throws(() => compileChecker(module, '{}'), {
    name: 'PolicyError',
    code: 'needs_full_engine',
    message:
      'needs_full_engine at line 1, column 1 (/rules/0/match/pattern); this module reads no "pattern"; give the bytes of precheck-full.wasm',
  });
});

test('a policy that is no compiled one is told which engine reads it', () => {
  const problem = { code: 'needs_json_engine', pointer: '', line: 1, column: 1 };
  const { module } = engine({ errors: JSON.stringify([problem]) });
  assert.throws(() => compileChecker(module, '{}'), {
    code: 'needs_json_engine',
    message: /give the bytes of precheck-json\.wasm$/,
  });
});

test('what the panel shows of a policy comes from the engine; keys that poison prototypes stay keys', () => {
  const { module } = engine({
    about:
      '{"revision":"sha256:00","languages":["en","zh"],"most_strikes":5,"examples":{"one":"good","__proto__":"fine"}}',
  });
  const { languages, examples, mostStrikes } = compileChecker(module, '{}').facts();
  assert.deepEqual(languages, ['en', 'zh']);
  assert.equal(mostStrikes, 5);
  assert.deepEqual(
    [...examples],
    [
      ['one', 'good'],
      ['__proto__', 'fine'],
    ],
  );
  assert.equal(Reflect.get({}, 'x'), undefined);
});

test('the engine gets the keys that it knows, and nothing is hidden from it', () => {
  const { module, asked } = engine({});
  const checker = compileChecker(module, '{}');
  const later = {
    comment: 'x',
    mood: 'good',
    post: { title: 't', tags: ['law'], colour: 'red', comment: 'y' },
    author: { strikes: 2, name: 'z' },
    earlier: ['w'],
  };
  checker.check(later);
  checker.check({
    comment: 5,
    post: 'p',
    author: null,
    parent: undefined,
  } as unknown as typeof later);
  assert.deepEqual(asked, [
    '{"comment":"x","post":{"title":"t","tags":["law"]},"author":{"strikes":2},"earlier":["w"]}',
    '{"comment":5,"post":"p","author":null}',
  ]);
});

test('the engine gets well-formed JSON and its verdict comes back as it is', () => {
  const verdict = {
    id: null,
    action: 'allow',
    points: 0,
    policy: { name: 'n', revision: 'sha256:00' },
    findings: [],
  };
  const { module, asked } = engine({ verdict: JSON.stringify(verdict) });
  const checker = compileChecker(module, '{}');
  assert.deepEqual(checker.check({ comment: '\ud800idiot' }), verdict);
  assert.deepEqual(asked, ['{"comment":"\ufffdidiot"}']);
  assert.equal(checker.revision, 'sha256:00');
});

test('an error for an answer is thrown, never taken for a verdict', () => {
  const { module } = engine({
    verdict: '{"id":null,"error":{"code":"too_big","field":"comment","message":"too long"}}',
  });
  assert.throws(() => compileChecker(module, '{}').check({ comment: 'x' }), {
    name: 'CheckError',
    message: 'too long',
  });
});
