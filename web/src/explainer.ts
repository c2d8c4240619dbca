// Hover, tap or the caret on a mark explains it. Escape, typing and leaving close the
// explanation; the pointer may go over to it.
import { isElement, listen, windowOf } from './dom.js';
import { anchorOf, type Field } from './field.js';
import type { Marks, PlacedMark } from './marks.js';
import type { Tip } from './tip.js';
import type { Finding } from './types.js';

/** What a pointer needs to cross the gap between a mark and its explanation, in ms. */
const graceMs = 250;

const moves = /^(?:Arrow|Home$|End$|Page)/;

export class Explainer {
  private shown: Finding | null = null;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private frame = 0;

  constructor(
    private readonly field: Field,
    private readonly marks: Marks,
    private readonly tip: Tip,
    private readonly onExplain: (finding: Finding | null) => void,
    signal: AbortSignal,
  ) {
    const on = (target: EventTarget, type: string, listener: (event: Event) => void): void => {
      listen(target, type, listener, { signal, passive: true });
    };
    on(field, 'pointermove', (event) => {
      this.pointed(event as PointerEvent);
    });
    on(field, 'click', () => {
      this.explain(this.marks.atCaret());
    });
    on(field, 'keyup', (event) => {
      if (moves.test((event as KeyboardEvent).key)) this.explain(this.marks.atCaret());
    });
    on(field, 'keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Escape') this.close();
    });
    for (const type of ['input', 'scroll', 'blur']) {
      on(field, type, () => {
        this.close();
      });
    }
    on(field, 'pointerleave', () => {
      this.closeSoon();
    });
    on(tip.root, 'pointerenter', () => {
      clearTimeout(this.leaving);
      cancelAnimationFrame(this.frame);
    });
    on(tip.root, 'pointerleave', () => {
      this.closeSoon();
    });
  }

  /** After a new verdict only what it still finds stays explained. */
  keep(findings: readonly Finding[]): void {
    if (this.shown && !findings.includes(this.shown)) this.close();
  }

  close(): void {
    clearTimeout(this.leaving);
    cancelAnimationFrame(this.frame);
    if (!this.shown) return;
    this.shown = null;
    this.tip.hide();
    this.onExplain(null);
  }

  /** Once a frame is enough, however often a mouse reports. */
  private pointed({ clientX, clientY, pointerType }: PointerEvent): void {
    if (pointerType === 'touch') return;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const found = this.marks.at(clientX, clientY);
      if (found) this.explain(found);
      else if (this.shown) this.closeSoon();
    });
  }

  private explain(found: PlacedMark | null): void {
    clearTimeout(this.leaving);
    if (!found) {
      this.close();
      return;
    }
    const { finding } = found.mark;
    if (finding === this.shown) return;
    this.shown = finding;
    this.tip.show(finding, this.inTopWindow(found.place));
    this.onExplain(finding);
  }

  private closeSoon(): void {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      this.close();
    }, graceMs);
  }

  /** A box that is a whole frame has its explanation in the page around it. */
  private inTopWindow(place: DOMRect): DOMRect {
    const anchor = anchorOf(this.field);
    if (anchor === this.field || !isElement(anchor)) return place;
    const around = anchor.getBoundingClientRect();
    const { clientLeft, clientTop } = anchor;
    const view = windowOf(anchor);
    return new view.DOMRect(
      place.x + around.left + clientLeft,
      place.y + around.top + clientTop,
      place.width,
      place.height,
    );
  }
}
