// A field and a checker make live verdicts. Knows nothing of panels, forms or elements.
import type { Checker } from './checker.js';
import { type Field, textOf } from './field.js';
import { listen } from './dom.js';
import type { CheckContext, Verdict } from './types.js';

export interface Judgement {
  readonly text: string;
  readonly verdict: Verdict;
  /** The person has paused: time to speak of the comment as a whole. */
  readonly settled: boolean;
}

export interface Listener {
  /** The text has changed and its verdict is not there yet. */
  onEdit(text: string): void;
  /** There is a new verdict; null when the box is empty. */
  onJudgement(judgement: Judgement | null): void;
  onFailure(error: unknown): void;
}

export interface Pauses {
  /** Between a key and its check, in ms. */
  check: number;
  /** After which a comment counts as settled, in ms. */
  settle: number;
}

const usualPauses: Pauses = { check: 40, settle: 1200 };

export class Controller {
  private readonly stop = new AbortController();
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  private composing = false;
  private last: Judgement | null = null;

  constructor(
    private readonly field: Field,
    private readonly checker: Checker,
    private readonly context: () => CheckContext,
    private readonly listener: Listener,
    private readonly pauses: Pauses = usualPauses,
  ) {
    const options = { signal: this.stop.signal };
    listen(
      field,
      'input',
      () => {
        this.textChanged();
      },
      options,
    );
    listen(
      field,
      'compositionstart',
      () => {
        this.composing = true;
      },
      options,
    );
    listen(
      field,
      'compositionend',
      () => {
        this.composed();
      },
      options,
    );
    listen(
      field,
      'focus',
      () => {
        this.checkNow();
      },
      options,
    );
  }

  /** Judges what stands in the box at once; null when it is empty, half composed or failed. */
  checkNow(): Judgement | null {
    if (this.composing) return null;
    return this.judge(true);
  }

  dispose(): void {
    this.stop.abort();
    this.cancel();
  }

  private textChanged(): void {
    this.listener.onEdit(textOf(this.field));
    this.cancel();
    if (this.composing) return;
    this.checkTimer = setTimeout(() => this.judge(false), this.pauses.check);
    this.settleTimer = setTimeout(() => this.judge(true), this.pauses.settle);
  }

  private composed(): void {
    this.composing = false;
    this.textChanged();
  }

  private cancel(): void {
    clearTimeout(this.checkTimer);
    clearTimeout(this.settleTimer);
  }

  private judge(settled: boolean): Judgement | null {
    const text = textOf(this.field);
    if (settled) this.cancel();
    const known = this.last?.text === text ? this.last : null;
    if (known && (known.settled || !settled)) return known;
    this.last = text.trim() === '' ? null : this.verdictOn(text, settled, known);
    this.listener.onJudgement(this.last);
    return this.last;
  }

  private verdictOn(text: string, settled: boolean, known: Judgement | null): Judgement | null {
    if (known) return { ...known, settled };
    try {
      return { text, verdict: this.checker.check({ ...this.context(), comment: text }), settled };
    } catch (error) {
      this.listener.onFailure(error);
      return null;
    }
  }
}
