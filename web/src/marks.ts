// Marks words where they stand in a box. The box itself is never touched: its text, caret,
// selection, scrolling and undo history stay as they are.
import type { Mark } from './spans.js';

export interface Marks {
  /** Goes into the surface, which is positioned; empty where the browser itself paints. */
  readonly layer: HTMLElement;
  show(text: string, marks: readonly Mark[]): void;
  /** Keeps the marks on their words until the next verdict. */
  follow(text: string): void;
  /** Lays everything anew after the box changed. */
  fit(): void;
  /** Lays everything over the box, which moved or whose surface did. */
  place(): void;
  /** The mark at a point of the box's own window, with its place there. */
  at(x: number, y: number): PlacedMark | null;
  /** The mark that the caret stands in. */
  atCaret(): PlacedMark | null;
  dispose(): void;
}

export interface PlacedMark {
  readonly mark: Mark;
  /** In the coordinates of the box's own window. */
  readonly place: DOMRect;
}

/** The rectangle under a point, if one of them is. */
export function hit(places: Iterable<DOMRect>, x: number, y: number): DOMRect | null {
  for (const place of places) {
    if (x >= place.left && x <= place.right && y >= place.top && y <= place.bottom) return place;
  }
  return null;
}
