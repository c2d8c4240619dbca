// Scripts write into a box without any event: they empty it once its comment is posted. So the box
// is looked at before each frame, for as long as something is shown about its text.
import { safely } from './complain.js';
import { windowOf } from './dom.js';
import type { Field } from './field.js';

export class SilentEdits {
  private frame: number | null = null;
  private readonly next = safely(() => {
    this.frame = null;
    this.watch(true);
    this.look();
  });

  constructor(
    private readonly field: Field,
    private readonly look: () => void,
  ) {}

  watch(on: boolean): void {
    const view = windowOf(this.field);
    if (on) {
      this.frame ??= view.requestAnimationFrame(this.next);
    } else if (this.frame !== null) {
      view.cancelAnimationFrame(this.frame);
      this.frame = null;
    }
  }
}
