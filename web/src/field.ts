// What counts as a box that one can type a comment into, and how its text is read.
// The widget never writes into it.

export type Field = HTMLTextAreaElement | HTMLInputElement;

export function isField(target: unknown): target is Field {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type === 'text';
}

export function textOf(field: Field): string {
  return field.value;
}

/** The field that an event happened in, also inside an open shadow root. */
export function fieldOf(event: Event): Field | null {
  const [target] = event.composedPath();
  return isField(target) ? target : null;
}
