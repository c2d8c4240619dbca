// What counts as a box that one can type a comment into, and how its text is read.
// The widget never writes into it.
import { closest, isElement, outerOf, parentOf, tagOf } from './dom.js';
import { readEditable } from './editable-text.js';

export type TextControl = HTMLTextAreaElement | HTMLInputElement;

/** A textarea, a text input, or the host of an editable region, here or in a same-origin frame. */
export type Field = HTMLElement;

export function isTextArea(target: unknown): target is HTMLTextAreaElement {
  return isElement(target) && tagOf(target) === 'textarea';
}

export function isInput(target: unknown): target is HTMLInputElement {
  return isElement(target) && tagOf(target) === 'input';
}

export function isTextControl(target: unknown): target is TextControl {
  return isTextArea(target) || (isInput(target) && target.type === 'text');
}

export function isField(target: unknown): target is Field {
  return isTextControl(target) || isEditingHost(target);
}

export function textOf(field: Field): string {
  return 'value' in field ? String(field.value) : readEditable(field).text;
}

/** The form that a field posts with, also around the frame or shadow root it stands in. */
export function formOf(field: Field): HTMLFormElement | null {
  if (isTextControl(field)) return field.form;
  for (let at: Element | null = field; at; at = outerOf(at)) {
    const form = closest(at, 'form');
    if (form) return form as HTMLFormElement;
  }
  return null;
}

/** What stands for the field in the page: a frame whose whole document is the field, else itself. */
export function anchorOf(field: Field): HTMLElement {
  return tagOf(field) === 'body' ? ((outerOf(field) as HTMLElement | null) ?? field) : field;
}

/** The field that an event happened in, also inside an open shadow root. */
export function fieldOf(event: Event): Field | null {
  const [target] = event.composedPath();
  return isField(target) ? target : null;
}

/** The outermost element of an editable region; in a frame for editing that is its body. */
function isEditingHost(target: unknown): target is HTMLElement {
  if (!isElement(target) || !(target as HTMLElement).isContentEditable) return false;
  const parent = parentOf(target) as HTMLElement | null;
  return tagOf(target) === 'body' || !parent?.isContentEditable;
}
