// Decides whether a comment that is about to leave is held once, so that its writer can look.
import { complain } from './complain.js';
import type { Action } from './types.js';
import type { Submission } from './submission.js';
import type { Judgement } from './controller.js';

/** The second press of a double click is not a decision. */
const doubleClickMs = 600;

const holdingActions: ReadonlySet<Action> = new Set<Action>(['warn', 'hold', 'reject']);

export class Guard {
  private heldText: string | null = null;
  private heldAt = 0;

  constructor(
    private readonly submission: Submission,
    private readonly judge: () => Judgement | null,
    /** False where the writer cannot be asked. */
    private readonly onHeld: (judgement: Judgement) => boolean,
    private readonly onLeaving: () => void,
    signal: AbortSignal,
    private readonly now: () => number = () => performance.now(),
  ) {
    submission.intercept(() => this.shouldHold(), signal);
  }

  /** The writer has seen the findings and posts all the same. */
  postAnyway(): void {
    this.submission.release();
    this.onLeaving();
  }

  // Whatever goes wrong in here, the comment leaves.
  private shouldHold(): boolean {
    try {
      return this.holds();
    } catch (error) {
      complain(error);
      return false;
    }
  }

  private holds(): boolean {
    const judgement = this.judge();
    if (judgement && holdingActions.has(judgement.verdict.action) && !this.wasSeen(judgement)) {
      if (this.heldText !== judgement.text) this.heldAt = this.now();
      this.heldText = judgement.text;
      if (this.onHeld(judgement)) return true;
    }
    this.heldText = null;
    this.onLeaving();
    return false;
  }

  /** The same text is held only once: pressing the page's own button again posts it. */
  private wasSeen({ text }: Judgement): boolean {
    return this.heldText === text && this.now() - this.heldAt > doubleClickMs;
  }
}
