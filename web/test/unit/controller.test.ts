import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Checker } from '../../src/checker.js';
import { Controller, type Judgement } from '../../src/controller.js';
import type { Field } from '../../src/field.js';
import type { Verdict } from '../../src/types.js';

const allowed: Verdict = {
  id: null,
  action: 'allow',
  points: 0,
  policy: { name: 'n', revision: 'sha256:00' },
  findings: [],
};

class Box extends EventTarget {
  value = '';

  type(text: string): void {
    this.value = text;
    this.dispatchEvent(new Event('input'));
  }
}

// A clock of our own: that of node:test loses timers in Node.js 18.
class Clock {
  private now = 0;
  private next = 1;
  private readonly waiting = new Map<number, { at: number; run: () => void }>();

  constructor(t: TestContext) {
    t.mock.method(globalThis, 'setTimeout', (run: () => void, ms: number) => {
      this.waiting.set(this.next, { at: this.now + ms, run });
      return this.next++;
    });
    t.mock.method(globalThis, 'clearTimeout', (id: number) => this.waiting.delete(id));
  }

  tick(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.waiting].filter(([, { at }]) => at <= end);
      const first = due.sort(([, a], [, b]) => a.at - b.at)[0];
      if (!first) break;
      this.waiting.delete(first[0]);
      this.now = first[1].at;
      first[1].run();
    }
    this.now = end;
  }
}

function watch(t: TestContext, check: Checker['check'] = () => allowed) {
  const clock = new Clock(t);
  const box = new Box();
  const checked: string[] = [];
  const judgements: (Judgement | null)[] = [];
  const failures: unknown[] = [];
  const checker: Checker = {
    revision: 'sha256:00',
    dispose: () => undefined,
    check(request) {
      checked.push(request.comment);
      return check(request);
    },
  };
  const controller = new Controller(box as unknown as Field, checker, () => ({ language: 'en' }), {
    onEdit: () => undefined,
    onJudgement: (judgement) => judgements.push(judgement),
    onFailure: (error) => failures.push(error),
  });
  return {
    box,
    checked,
    judgements,
    failures,
    controller,
    tick: (ms: number) => {
      clock.tick(ms);
    },
  };
}

test('a burst of keys is checked once, after the last', (t) => {
  const { box, checked, tick } = watch(t);
  box.type('B');
  tick(5);
  box.type('Bu');
  tick(5);
  box.type('But');
  tick(40);
  assert.deepEqual(checked, ['But']);
});

test('a pause settles the verdict without a second check', (t) => {
  const { box, checked, judgements, tick } = watch(t);
  box.type('But');
  tick(2000);
  assert.deepEqual(checked, ['But']);
  assert.deepEqual(
    judgements.map((judgement) => judgement?.settled),
    [false, true],
  );
});

test('nothing is checked in the middle of a composition, and the result is', (t) => {
  const { box, checked, controller, tick } = watch(t);
  box.dispatchEvent(new Event('compositionstart'));
  box.type('mei');
  tick(5000);
  assert.equal(controller.checkNow(), null);
  assert.deepEqual(checked, []);
  box.value = '美国';
  box.dispatchEvent(new Event('compositionend'));
  tick(40);
  assert.deepEqual(checked, ['美国']);
});

test('an empty box has no verdict', (t) => {
  const { box, checked, judgements, tick } = watch(t);
  box.type('  \n');
  tick(2000);
  assert.deepEqual(checked, []);
  assert.ok(judgements.every((judgement) => judgement === null));
});

test('asking at once cancels the waiting check', (t) => {
  const { box, checked, controller, tick } = watch(t);
  box.type('But');
  assert.equal(controller.checkNow()?.text, 'But');
  tick(5000);
  assert.deepEqual(checked, ['But']);
});

test('a checker that throws is told of and leaves no verdict', (t) => {
  const { box, failures, controller } = watch(t, () => {
    throw new Error('broken');
  });
  box.type('But');
  assert.equal(controller.checkNow(), null);
  assert.match(String(failures[0]), /broken/);
});

test('after dispose nothing is heard any more', (t) => {
  const { box, checked, controller, tick } = watch(t);
  box.type('But');
  controller.dispose();
  box.type('But now');
  tick(5000);
  assert.deepEqual(checked, []);
});

test('the same text again, before the empty box was judged, is shown again', (t) => {
  const { box, judgements, tick } = watch(t);
  box.type('a comment');
  tick(10_000);
  const before = judgements.length;
  box.type('');
  box.type('a comment');
  tick(10_000);
  assert.ok(judgements.length > before);
  assert.equal(judgements.at(-1)?.text, 'a comment');
});
