// What a commenter reads: the findings, each with its reason and its way out.
import { create, setText } from './dom.js';
import { FindingView } from './finding-view.js';
import type { Words } from './i18n/words.js';
import { markedWords } from './spans.js';
import type { Action, Finding, Verdict } from './types.js';

export interface PanelActions {
  onEdit(): void;
  onPostAnyway(): void;
}

export class Panel {
  readonly root = create('div', { part: 'panel', role: 'group', hidden: '' });
  private readonly summary = create('p', { part: 'summary', tabindex: '-1' });
  private readonly heldNote = create('p', { part: 'held' });
  private readonly list = create('ul', { part: 'findings', role: 'list' });
  private readonly views: FindingView[] = [];
  private readonly next = create('p', { part: 'next' });
  private readonly buttons = create('div', { part: 'actions' });
  readonly ready = create('p', { part: 'ready', hidden: '' });

  constructor(
    private readonly words: Words,
    private readonly examples: ReadonlyMap<string, string>,
    actions: PanelActions,
  ) {
    this.root.lang = this.ready.lang = words.language;
    this.root.setAttribute('aria-label', words.panel);
    this.heldNote.textContent = words.notPosted;
    this.ready.textContent = words.ready;
    this.buttons.append(
      button('edit', words.edit, actions.onEdit),
      button('post-anyway', words.postAnyway, actions.onPostAnyway),
    );
    this.root.append(this.summary, this.heldNote, this.list, this.next, this.buttons);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') actions.onEdit();
    });
    this.showHeld(false);
  }

  /** Shows a verdict; `findings` are those of it that it is time to speak of. */
  show(text: string, verdict: Verdict, findings: readonly Finding[]): void {
    this.root.hidden = findings.length === 0;
    this.ready.hidden = verdict.findings.length > 0;
    const complete = findings.length === verdict.findings.length;
    const action = complete ? verdict.action : hardest(findings);
    this.root.dataset['action'] = action;
    setText(this.summary, this.words.summary(action, findings.length));
    this.showFindings(text, findings);
    this.showNext(verdict, action);
  }

  hide(): void {
    this.root.hidden = this.ready.hidden = true;
  }

  /** Held: the page's button was pressed and the writer is asked. */
  showHeld(held: boolean): void {
    this.heldNote.hidden = this.buttons.hidden = !held;
  }

  focusSummary(): void {
    this.summary.focus();
  }

  private showFindings(text: string, findings: readonly Finding[]): void {
    while (this.views.length < findings.length) {
      const view = new FindingView(this.words);
      this.views.push(view);
      this.list.append(view.root);
    }
    this.views.forEach((view, index) => {
      const finding = findings[index];
      if (finding) view.show(finding, markedWords(text, finding), this.examples.get(finding.rule));
      else view.hide();
    });
  }

  private showNext({ next }: Verdict, action: Action): void {
    // With a ladder the policy itself says what follows.
    const sentence = next || this.words.consequence(action);
    setText(this.next, sentence);
    this.next.hidden = sentence === '';
  }
}

const severity: readonly Action[] = ['allow', 'advise', 'warn', 'hold', 'reject'];

/** The hardest action among findings. */
function hardest(findings: readonly Finding[]): Action {
  const ranks = findings.map(({ action }) => severity.indexOf(action));
  return severity[Math.max(0, ...ranks)] ?? 'allow';
}

function button(part: string, label: string, onClick: () => void): HTMLButtonElement {
  const element = create('button', { part, type: 'button' }, label);
  element.addEventListener('click', onClick);
  return element;
}
