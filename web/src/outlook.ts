// What follows if the comment is posted as it is: the policy's sentence and, for an author whose
// strikes are known, which of how many this would be.
import { create, setText } from './dom.js';
import type { Words } from './i18n/words.js';
import type { PanelFacts } from './panel.js';
import type { Action, Verdict } from './types.js';

const counting: ReadonlySet<Action> = new Set<Action>(['warn', 'hold', 'reject']);
const mostDots = 10;

export class Outlook {
  readonly root = create('div', { part: 'next' });
  private readonly sentence = create('p', { part: 'next-text', dir: 'auto' });
  private readonly count: HTMLElement | null;

  constructor(
    private readonly words: Words,
    strikes: PanelFacts['strikes'],
  ) {
    this.count = strikes ? this.countOf(strikes.soFar, strikes.most) : null;
    if (this.count) this.root.append(this.count);
    this.root.append(this.sentence);
  }

  show({ next }: Verdict, action: Action): void {
    // With a ladder the policy itself says what follows.
    const sentence = next || this.words.consequence(action);
    setText(this.sentence, sentence);
    if (this.count) this.count.hidden = !counting.has(action);
    this.root.hidden = sentence === '' && (this.count?.hidden ?? true);
  }

  private countOf(soFar: number, most: number): HTMLElement | null {
    if (most < 1) return null;
    const nth = Math.min(soFar + 1, most);
    const dots = create('span', { part: 'strike-dots', 'aria-hidden': 'true' });
    for (let dot = 1; dot <= most && most <= mostDots; dot++) {
      dots.append(create('i', dot <= nth ? { 'data-taken': '' } : {}));
    }
    return create('p', { part: 'strikes' }, dots, this.words.strike(nth, most));
  }
}
