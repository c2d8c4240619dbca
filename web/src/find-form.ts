// Which fields of a page are comment boxes.
import type { Adapter, CommentBox } from './adapters/adapter.js';
import { artalk } from './adapters/artalk.js';
import { generic, plainBox } from './adapters/generic.js';
import { isso } from './adapters/isso.js';
import { twikoo } from './adapters/twikoo.js';
import { waline } from './adapters/waline.js';
import { wordpress } from './adapters/wordpress.js';
import { closest, matches, query } from './dom.js';
import { anchorOf, type Field, formOf, isTextControl } from './field.js';

/** The first that recognises a field has it; the generic one comes last. */
const adapters: readonly Adapter[] = [wordpress, waline, twikoo, artalk, isso, generic];

/** Selectors with which an owner names the box; with one given nothing is guessed. */
export interface BoxHints {
  form?: string | undefined;
  field?: string | undefined;
  /** The button that posts, for a box without a form. */
  button?: string | undefined;
}

/** The comment box that a field is, or null if it is something else. */
export function findBox(field: Field, hints: BoxHints = {}): CommentBox | null {
  if (hints.form || hints.field) return isNamed(field, hints) ? boxOf(field, hints.button) : null;
  const box = recognised(field);
  return box && hints.button ? plainBox(field, hints.button) : box;
}

/** The box of a field that is known to be for comments. */
export function boxOf(field: Field, button?: string): CommentBox {
  return (button ? null : recognised(field)) ?? plainBox(field, button);
}

function recognised(field: Field): CommentBox | null {
  for (const adapter of adapters) {
    const box = adapter.recognise(field);
    if (box) return box;
  }
  return null;
}

/** A rich editor may be named by what its owner's page wraps around it. */
function isNamed(field: Field, hints: BoxHints): boolean {
  const form = formOf(field);
  const anchor = anchorOf(field);
  if (hints.form && !(form && matches(form, hints.form))) return false;
  if (hints.field) {
    return (
      matches(anchor, hints.field) || (!isTextControl(field) && !!closest(anchor, hints.field))
    );
  }
  return form !== null && (!isTextControl(field) || query(form, 'textarea') === field);
}
