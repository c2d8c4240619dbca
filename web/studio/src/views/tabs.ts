// The tabs. On a wide page the comment box always stands beside them; on a narrow one it is a tab.
import { byId } from '../page.js';
import type { View } from '../studio.js';

const views: readonly View[] = ['rules', 'file', 'past', 'try'];
const narrow = matchMedia('(max-width: 59.99rem)');

export class Tabs {
  #shown: View = 'rules';

  constructor(readonly opened: (view: View) => void) {
    for (const view of views) {
      const tab = byId(`tab-${view}`);
      tab.addEventListener('click', () => {
        this.show(view);
      });
      tab.addEventListener('keydown', (event) => {
        this.#move(event);
      });
    }
    narrow.addEventListener('change', () => {
      this.show(this.#shown);
    });
    this.show('rules');
  }

  show(view: View): void {
    const wanted = view === 'try' && !narrow.matches ? this.#shown : view;
    this.#shown = wanted === 'try' && !narrow.matches ? 'rules' : wanted;
    document.body.dataset['view'] = this.#shown;
    for (const each of views) {
      const selected = each === this.#shown;
      const tab = byId(`tab-${each}`);
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      byId(each).hidden = each === 'try' ? narrow.matches && !selected : !selected;
    }
    byId('tab-try').hidden = !narrow.matches;
    this.opened(this.#shown);
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const open = views.filter((view) => !byId(`tab-${view}`).hidden);
    const next = open[(open.indexOf(this.#shown) + step + open.length) % open.length];
    if (!next) return;
    event.preventDefault();
    this.show(next);
    byId(`tab-${next}`).focus();
  }
}
