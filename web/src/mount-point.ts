// Where a panel has room: behind its box, but outside a row of boxes and buttons and outside a label.
import { parentOf, tagOf, windowOf } from './dom.js';

export function mountPoint(element: Element): Element {
  let at = element;
  for (let around = parentOf(at); around && isCramped(around); around = parentOf(at)) at = around;
  return at;
}

function isCramped(around: Element): boolean {
  const tag = tagOf(around);
  if (tag === 'body' || tag === 'form') return false;
  if (tag === 'label') return true;
  const { display, flexDirection } = windowOf(around).getComputedStyle(around);
  return /flex/.test(display) && flexDirection.startsWith('row');
}
