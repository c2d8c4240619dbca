import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Judgement } from '../../src/controller.js';
import { Guard } from '../../src/guard.js';
import type { Action } from '../../src/types.js';

function judged(action: Action, text = 'text'): Judgement {
  const policy = { name: 'n', revision: 'sha256:00' };
  return { text, settled: true, verdict: { id: null, action, points: 0, policy, findings: [] } };
}

function guarded(judge: () => Judgement | null) {
  let ask = (): boolean => false;
  let now = 0;
  const log: string[] = [];
  const submission = {
    intercept: (shouldHold: () => boolean) => {
      ask = shouldHold;
    },
    release: () => log.push('released'),
  };
  const guard = new Guard(
    submission,
    judge,
    () => log.push('held') > 0,
    () => log.push('leaving'),
    new AbortController().signal,
    () => now,
  );
  return {
    guard,
    log,
    press: () => ask(),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

for (const action of ['allow', 'advise'] as const) {
  test(`${action} stops nobody`, () => {
    const { press } = guarded(() => judged(action));
    assert.equal(press(), false);
  });
}

for (const action of ['warn', 'hold', 'reject'] as const) {
  test(`${action} holds once; pressing again later posts`, () => {
    const { press, wait, log } = guarded(() => judged(action));
    assert.equal(press(), true);
    wait(1000);
    assert.equal(press(), false);
    assert.deepEqual(log, ['held', 'leaving']);
  });
}

test('the second press of a double click is no decision', () => {
  const { press, wait } = guarded(() => judged('warn'));
  assert.equal(press(), true);
  wait(200);
  assert.equal(press(), true);
  wait(500);
  assert.equal(press(), false);
});

test('an edited text is held anew', () => {
  let text = 'one';
  const { press, wait } = guarded(() => judged('warn', text));
  assert.equal(press(), true);
  wait(1000);
  text = 'two';
  assert.equal(press(), true);
});

test('post anyway releases at once', () => {
  const { guard, press, log } = guarded(() => judged('warn'));
  press();
  guard.postAnyway();
  assert.deepEqual(log, ['held', 'released', 'leaving']);
});

test('without a verdict, or with a broken one, the comment leaves', () => {
  assert.equal(guarded(() => null).press(), false);
  const broken = guarded(() => {
    throw new Error('broken');
  });
  assert.equal(broken.press(), false);
});
