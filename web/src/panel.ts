// What a commenter reads: the findings, each with its reason and its way out.
import { create } from './dom.js';
import type { Words } from './i18n/words.js';
import { webUrl } from './policy.js';
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
  private readonly findings = create('ul', { part: 'findings', role: 'list' });
  private readonly next = create('p', { part: 'next' });
  private readonly buttons = create('div', { part: 'actions' });
  readonly ready = create('p', { part: 'ready', hidden: '' });
  private shownKey = '';

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
    this.root.append(this.summary, this.heldNote, this.findings, this.next, this.buttons);
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
    const key = JSON.stringify([findings, action, verdict.next, excerpts(text, findings)]);
    if (key === this.shownKey) return;
    this.shownKey = key;
    this.summary.textContent = this.words.summary(action, findings.length);
    this.findings.replaceChildren(...findings.map((finding) => this.finding(text, finding)));
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

  private finding(text: string, finding: Finding): HTMLElement {
    const item = create('li', { part: 'finding', 'data-action': finding.action });
    const words = markedWords(text, finding);
    if (words.length > 0) {
      const quoted = words.map((word) => create('span', { part: 'word' }, word));
      item.append(create('div', { part: 'words' }, ...quoted));
    }
    item.append(create('p', { part: 'message' }, finding.message));
    if (finding.advice) item.append(create('p', { part: 'advice' }, finding.advice));
    item.append(...this.policySentence(finding), ...this.example(finding));
    return item;
  }

  private policySentence({ quote, url }: Finding): HTMLElement[] {
    const link = url ? this.policyLink(url) : null;
    if (!quote && !link) return [];
    const sentence = create('p', { part: 'quote' });
    if (quote) {
      const quoted = create('q', {}, this.words.quoted(quote));
      sentence.append(this.words.policySays, ' ', quoted, ' ');
    }
    if (link) sentence.append(link);
    return [sentence];
  }

  private policyLink(address: string): HTMLElement | null {
    const url = webUrl(address);
    if (!url) return null;
    const attributes = { part: 'link', href: url.href, target: '_blank', rel: 'noopener' };
    return create('a', attributes, this.words.readPolicy);
  }

  private example({ rule }: Finding): HTMLElement[] {
    const passing = this.examples.get(rule);
    if (!passing) return [];
    const quoted = create('q', {}, this.words.quoted(passing));
    return [create('p', { part: 'example' }, this.words.passingExample, ' ', quoted)];
  }

  private showNext({ next }: Verdict, action: Action): void {
    const sentences = [this.words.consequence(action), next ?? ''].filter(Boolean);
    this.next.textContent = sentences.join(' ');
    this.next.hidden = sentences.length === 0;
  }
}

const severity: readonly Action[] = ['allow', 'advise', 'warn', 'hold', 'reject'];

/** The hardest action among findings. */
function hardest(findings: readonly Finding[]): Action {
  const ranks = findings.map(({ action }) => severity.indexOf(action));
  return severity[Math.max(0, ...ranks)] ?? 'allow';
}

function excerpts(text: string, findings: readonly Finding[]): string[][] {
  return findings.map((finding) => markedWords(text, finding));
}

function button(part: string, label: string, onClick: () => void): HTMLButtonElement {
  const element = create('button', { part, type: 'button' }, label);
  element.addEventListener('click', onClick);
  return element;
}
