// Which fields of a page are comment boxes.
import type { Adapter, CommentBox } from './adapters/adapter.js';
import { artalk } from './adapters/artalk.js';
import { generic, plainBox } from './adapters/generic.js';
import { isso } from './adapters/isso.js';
import { twikoo } from './adapters/twikoo.js';
import { waline } from './adapters/waline.js';
import { wordpress } from './adapters/wordpress.js';
import { matches, query } from './dom.js';
import type { Field } from './field.js';

/** The first that recognises a field has it; the generic one comes last. */
const adapters: readonly Adapter[] = [wordpress, waline, twikoo, artalk, isso, generic];

/** Selectors with which an owner names the box; with one given nothing is guessed. */
export interface BoxHints {
  form?: string | undefined;
  field?: string | undefined;
}

/** The comment box that a field is, or null if it is something else. */
export function findBox(field: Field, hints: BoxHints = {}): CommentBox | null {
  if (hints.form || hints.field) return isNamed(field, hints) ? boxOf(field) : null;
  return recognised(field);
}

/** The box of a field that is known to be for comments. */
export function boxOf(field: Field): CommentBox {
  return recognised(field) ?? plainBox(field);
}

function recognised(field: Field): CommentBox | null {
  for (const adapter of adapters) {
    const box = adapter.recognise(field);
    if (box) return box;
  }
  return null;
}

function isNamed(field: Field, hints: BoxHints): boolean {
  if (hints.form && !(field.form && matches(field.form, hints.form))) return false;
  if (hints.field) return matches(field, hints.field);
  return field.form !== null && query(field.form, 'textarea') === field;
}
