import { closest, query } from '../dom.js';
import type { Field } from '../field.js';
import type { Submission } from '../submission.js';

/** A comment box of one system: where the panel goes, how the comment leaves. */
export interface CommentBox {
  readonly field: Field;
  readonly submission: Submission;
  /** The panel stands right behind this element and moves along with it. */
  readonly mountAfter: Element;
  /** The comment replied to, read when it is needed; undefined at top level. */
  readonly parent?: () => string | undefined;
}

/** One comment system. It is asked about a field that has just got the focus. */
export interface Adapter {
  readonly name: string;
  /** The field's box if the field is this system's comment box, else null. */
  recognise(field: Field): CommentBox | null;
}

/** The text of the comment that a reply's box stands in. */
export function enclosingComment(
  field: Field,
  comment: string,
  content: string,
): string | undefined {
  const around = closest(field, comment);
  const text = around && query(around, content);
  return text?.textContent.trim() || undefined;
}
