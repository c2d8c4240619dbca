// What a commenter reads: the findings, each with its reason and its way out.
import { create, setText } from './dom.js';
import { FindingView } from './finding-view.js';
import type { Words } from './i18n/words.js';
import { Outlook } from './outlook.js';
import { markedWords } from './spans.js';
import type { Action, Finding, Verdict } from './types.js';

export interface PanelActions {
  onEdit(): void;
  onPostAnyway(): void;
  onMistake(finding: Finding): void;
}

/** What the panel knows beside the verdict. */
export interface PanelFacts {
  /** Rule id → a comment that passes. */
  readonly examples: ReadonlyMap<string, string>;
  readonly policyPage: string | undefined;
  /** The writer's strikes so far, and how many there are at most; unknown without an account. */
  readonly strikes: { readonly soFar: number; readonly most: number } | undefined;
}

export class Panel {
  readonly root = create('div', { part: 'panel', role: 'group', hidden: '' });
  readonly ready = create('p', { part: 'ready', hidden: '' });
  private readonly summary = create('p', { part: 'summary', tabindex: '-1' });
  private readonly heldNote = create('p', { part: 'held' });
  private readonly buttons = create('div', { part: 'actions' });
  private readonly list = create('ul', { part: 'findings', role: 'list' });
  private readonly views: FindingView[] = [];
  private readonly outlook: Outlook;
  private readonly disputed = new Set<string>();

  constructor(
    private readonly words: Words,
    private readonly facts: PanelFacts,
    private readonly actions: PanelActions,
  ) {
    this.root.lang = this.ready.lang = words.language;
    this.root.dir = this.ready.dir = words.direction;
    this.root.setAttribute('aria-label', words.panel);
    this.heldNote.textContent = words.notPosted;
    this.ready.textContent = words.ready;
    this.outlook = new Outlook(words, facts.strikes);
    this.buttons.append(
      button('edit', words.edit, actions.onEdit),
      button('post-anyway', words.postAnyway, actions.onPostAnyway),
    );
    // The way on comes first: it stays in sight however much there is to read.
    this.root.append(this.summary, this.heldNote, this.buttons, this.list, this.outlook.root);
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
    this.outlook.show(verdict, action);
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

  setCurrent(finding: Finding | null): void {
    for (const view of this.views) view.setCurrent(finding);
  }

  private showFindings(text: string, findings: readonly Finding[]): void {
    while (this.views.length < findings.length) this.addView();
    this.views.forEach((view, index) => {
      const finding = findings[index];
      if (!finding) {
        view.hide();
        return;
      }
      view.show(finding, {
        words: markedWords(text, finding),
        passing: this.facts.examples.get(finding.rule),
        policyPage: this.facts.policyPage,
        disputed: this.disputed.has(finding.rule),
      });
    });
  }

  private addView(): void {
    const view: FindingView = new FindingView(this.words, this.views.length === 0, (finding) => {
      this.disputed.add(finding.rule);
      view.noteMistake();
      this.actions.onMistake(finding);
    });
    this.views.push(view);
    this.list.append(view.root);
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
