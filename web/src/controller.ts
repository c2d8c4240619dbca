// A field and a checker make live verdicts. Knows nothing of panels, forms or elements.
import type { Checker } from './checker.js';
import { safely } from './complain.js';
import { listen } from './dom.js';
import { type Field, textOf } from './field.js';
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

const usualPauses: Pauses = { check: 12, settle: 1200 };

/** A check may take this share of the time at most, so that typing stays light on slow machines. */
const busyShare = 1 / 4;

export class Controller {
  private readonly stop = new AbortController();
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  private composing = false;
  private last: Judgement | null = null;
  private lastText: string;
  private lastCostMs = 0;
  /** An edit since took back what was shown, also when the text is the same again. */
  private isShown = false;

  constructor(
    private readonly field: Field,
    private readonly checker: Checker,
    private readonly context: () => CheckContext,
    private readonly listener: Listener,
    private readonly pauses: Pauses = usualPauses,
  ) {
    this.lastText = textOf(field);
    this.on('input', () => {
      this.textChanged();
    });
    this.on('compositionstart', () => {
      this.composing = true;
    });
    this.on('compositionend', () => {
      this.composing = false;
      this.textChanged();
    });
    this.on('focus', () => {
      this.checkNow();
    });
    if (!('value' in field)) this.watchEditor();
  }

  /** Judges what stands in the box at once; null when it is empty, half composed or failed. */
  checkNow(): Judgement | null {
    if (this.composing) return null;
    return this.judge(true);
  }

  /** For edits that fired no event. */
  lookAgain(): void {
    if (textOf(this.field) !== this.lastText) this.textChanged();
  }

  dispose(): void {
    this.stop.abort();
    this.cancel();
  }

  private on(type: string, listener: () => void): void {
    listen(this.field, type, listener, { signal: this.stop.signal });
  }

  /** Rich editors write for themselves and fire no input event. */
  private watchEditor(): void {
    const edits = new MutationObserver(
      safely(() => {
        this.textChanged();
      }),
    );
    edits.observe(this.field, { characterData: true, childList: true, subtree: true });
    this.stop.signal.addEventListener('abort', () => {
      edits.disconnect();
    });
  }

  private textChanged(): void {
    const text = textOf(this.field);
    if (text !== this.lastText) {
      this.isShown = false;
      this.listener.onEdit(text);
    }
    this.lastText = text;
    this.cancel();
    if (this.composing) return;
    const pause = Math.max(this.pauses.check, this.lastCostMs / busyShare);
    this.checkTimer = setTimeout(
      safely(() => this.judge(false)),
      pause,
    );
    this.settleTimer = setTimeout(
      safely(() => this.judge(true)),
      this.pauses.settle,
    );
  }

  private cancel(): void {
    clearTimeout(this.checkTimer);
    clearTimeout(this.settleTimer);
  }

  private judge(settled: boolean): Judgement | null {
    const text = textOf(this.field);
    this.lastText = text;
    if (settled) this.cancel();
    const known = this.last?.text === text ? this.last : null;
    if (known && this.isShown && (known.settled || !settled)) return known;
    this.last = text.trim() === '' ? null : this.verdictOn(text, settled, known);
    this.isShown = true;
    this.listener.onJudgement(this.last);
    return this.last;
  }

  private verdictOn(text: string, settled: boolean, known: Judgement | null): Judgement | null {
    if (known) return { ...known, settled: settled || known.settled };
    const started = performance.now();
    try {
      return { text, verdict: this.checker.check({ ...this.context(), comment: text }), settled };
    } catch (error) {
      this.listener.onFailure(error);
      return null;
    } finally {
      this.lastCostMs = performance.now() - started;
    }
  }
}
