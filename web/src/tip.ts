// The few words that explain a mark, close to it. The panel has all of it.
import { create, setText } from './dom.js';
import type { Finding } from './types.js';

const gap = 6;

export class Tip {
  readonly root = create('div', { part: 'tip', role: 'tooltip', hidden: '' });
  private readonly message = create('p', { part: 'tip-message', dir: 'auto' });
  private readonly advice = create('p', { part: 'tip-advice', dir: 'auto' });

  constructor() {
    this.root.append(this.message, this.advice);
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Opens under a place of the top window, inside the width of the surface. */
  show({ action, message, advice }: Finding, place: DOMRect): void {
    const { root } = this;
    const surface = root.parentElement;
    if (!surface) return;
    root.dataset['action'] = action;
    setText(this.message, message);
    setText(this.advice, advice ?? '');
    this.advice.hidden = !advice;
    root.hidden = false;
    const origin = surface.getBoundingClientRect();
    const scale = origin.width / surface.offsetWidth || 1;
    const room = surface.offsetWidth - root.offsetWidth;
    const left = (place.left - origin.left) / scale;
    root.style.left = `${Math.max(0, Math.min(left, room))}px`;
    root.style.top = `${(place.bottom - origin.top) / scale + gap}px`;
  }

  hide(): void {
    this.root.hidden = true;
  }
}
