import { windowOf } from './dom.js';
import { type Field, isTextControl } from './field.js';
import { HighlightMarks } from './highlight-marks.js';
import type { Marks } from './marks.js';
import { MirrorMarks } from './mirror-marks.js';
import { RectangleMarks } from './rectangle-marks.js';

/** The best way of marking that a box and its browser allow. */
export function createMarks(field: Field): Marks {
  if (isTextControl(field)) return new MirrorMarks(field);
  const view: { CSS?: object; Highlight?: object } = windowOf(field);
  const canHighlight = view.Highlight && view.CSS && 'highlights' in view.CSS;
  return canHighlight ? new HighlightMarks(field) : new RectangleMarks(field);
}
