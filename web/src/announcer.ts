// One polite live region a box. It is on the page before it speaks, else screen readers
// stay silent, and it stands in the light DOM so that the box can be described by it.
import { create, setText } from './dom.js';
import type { Field } from './field.js';

let count = 0;

export class Announcer {
  readonly region = create('span', {
    id: `precheck-status-${++count}`,
    role: 'status',
    'aria-live': 'polite',
    slot: 'status',
  });

  constructor(private readonly field: Field) {
    describe(field, (ids) => [...ids, this.region.id]);
  }

  /** Speaks once a change: the same words again are not heard twice. */
  say(words: string): void {
    if (this.region.textContent !== words) setText(this.region, words);
  }

  dispose(): void {
    describe(this.field, (ids) => ids.filter((id) => id !== this.region.id));
    this.region.remove();
  }
}

function describe(field: Field, change: (ids: string[]) => string[]): void {
  const ids = change((field.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean));
  if (ids.length > 0) field.setAttribute('aria-describedby', ids.join(' '));
  else field.removeAttribute('aria-describedby');
}
