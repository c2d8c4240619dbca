// What both kinds of marks in an editable region share: offsets become ranges of its nodes.
import { create, windowOf } from './dom.js';
import { type EditableText, offsetOf, rangeOf, readEditable } from './editable-text.js';
import type { Field } from './field.js';
import { hit, type Marks, type PlacedMark } from './marks.js';
import { followEdit, type Mark } from './spans.js';

export interface Placed {
  readonly mark: Mark;
  readonly range: Range;
}

export abstract class EditableMarks implements Marks {
  readonly layer = create('div', { part: 'marks', 'aria-hidden': 'true' });
  protected placed: readonly Placed[] = [];
  private read: EditableText = { text: '', pieces: [] };
  private shown: readonly Mark[] = [];

  constructor(protected readonly field: Field) {}

  show(_text: string, marks: readonly Mark[]): void {
    this.shown = marks;
    if (marks.length > 0) this.read = readEditable(this.field);
    this.placed = marks.flatMap((mark) => {
      const range = rangeOf(this.read, mark.interval, this.field);
      return range ? [{ mark, range }] : [];
    });
    this.paint();
  }

  follow(text: string): void {
    if (this.shown.length > 0) this.show(text, followEdit(this.read.text, text, this.shown));
  }

  at(x: number, y: number): PlacedMark | null {
    for (const { mark, range } of this.placed) {
      const place = hit(range.getClientRects(), x, y);
      if (place) return { mark, place };
    }
    return null;
  }

  atCaret(): PlacedMark | null {
    const selection = windowOf(this.field).getSelection();
    if (!selection?.isCollapsed) return null;
    const caret = offsetOf(this.read, selection.focusNode, selection.focusOffset);
    if (caret === null) return null;
    for (const { mark, range } of this.placed) {
      const [place] = range.getClientRects();
      if (place && caret >= mark.interval[0] && caret <= mark.interval[1]) return { mark, place };
    }
    return null;
  }

  fit(): void {
    this.paint();
  }

  place(): void {
    this.paint();
  }

  dispose(): void {
    this.placed = [];
    this.paint();
    this.layer.remove();
  }

  protected abstract paint(): void;
}
