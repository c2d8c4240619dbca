// Marks in an editable region, painted by the browser itself (CSS Custom Highlight API).
import { rootOf, windowOf } from './dom.js';
import { EditableMarks } from './editable-marks.js';
import type { Field } from './field.js';
import { adoptHighlightStyles } from './styles.js';
import type { Action } from './types.js';

const marked = ['advise', 'warn', 'hold', 'reject'] as const satisfies readonly Action[];

export class HighlightMarks extends EditableMarks {
  private painted = new Map<string, Range[]>();

  constructor(field: Field) {
    super(field);
    adoptHighlightStyles(rootOf(field));
    this.layer.hidden = true;
  }

  /** All boxes of a window share one highlight for each action. */
  protected override paint(): void {
    for (const action of marked) {
      const name = `precheck-${action}`;
      const before = this.painted.get(name) ?? [];
      const ranges = this.placed.flatMap(({ mark, range }) =>
        mark.action === action ? [range] : [],
      );
      if (before.length === 0 && ranges.length === 0) continue;
      const highlight = this.shared(name);
      for (const range of before) highlight.delete(range);
      for (const range of ranges) highlight.add(range);
      this.painted.set(name, ranges);
    }
  }

  private shared(name: string): Highlight {
    const view = windowOf(this.field);
    const known = view.CSS.highlights.get(name);
    if (known) return known;
    const highlight = new view.Highlight();
    view.CSS.highlights.set(name, highlight);
    return highlight;
  }
}
