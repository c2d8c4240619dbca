// Nothing on the page may move under a pressed pointer: the press would miss its button.
import { listen, ofDocument } from './dom.js';

export class Steady {
  private readonly stop = new AbortController();
  private pressed = false;
  private waiting: (() => void) | null = null;

  constructor(owner: Document) {
    const options = { capture: true, passive: true, signal: this.stop.signal };
    const root = ofDocument('documentElement', owner);
    listen(
      root,
      'pointerdown',
      () => {
        this.pressed = true;
      },
      options,
    );
    listen(
      root,
      'pointerup',
      () => {
        this.release();
      },
      options,
    );
    listen(
      root,
      'pointercancel',
      () => {
        this.release();
      },
      options,
    );
  }

  /** Makes a change now, or once the pointer is up; of several waiting ones only the last. */
  whenReleased(change: () => void): void {
    if (this.pressed) this.waiting = change;
    else change();
  }

  /** Drops what waits: something newer has been shown. */
  forget(): void {
    this.waiting = null;
  }

  dispose(): void {
    this.stop.abort();
    this.forget();
  }

  private release(): void {
    this.pressed = false;
    // The click comes after the release, and must still find its button.
    setTimeout(() => {
      this.waiting?.();
      this.forget();
    });
  }
}
