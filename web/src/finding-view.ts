// One finding in the panel. Its parts are made once and filled anew, see setText().
import { create, setText } from './dom.js';
import type { Words } from './i18n/words.js';
import { webUrl } from './policy.js';
import type { Finding } from './types.js';

const maxWords = 3;

export interface FindingExtras {
  /** The marked words, each once. */
  readonly words: readonly string[];
  /** A comment that passes this rule. */
  readonly passing: string | undefined;
  /** Where the policy can be read, if the finding itself does not say. */
  readonly policyPage: string | undefined;
  /** The writer has called this finding a mistake. */
  readonly disputed: boolean;
}

export class FindingView {
  readonly root = create('li', { part: 'finding' });
  private readonly words = Array.from({ length: maxWords }, () =>
    create('span', { part: 'word', dir: 'auto' }),
  );
  private readonly wordList = create('div', { part: 'words' }, ...this.words);
  private readonly message = create('p', { part: 'message', dir: 'auto' });
  private readonly advice = create('p', { part: 'advice', dir: 'auto' });
  private readonly quoted = create('q', { dir: 'auto' });
  private readonly quoteLabel: HTMLElement;
  private readonly link = create('a', { part: 'link', target: '_blank', rel: 'noopener' });
  private readonly sentence: HTMLElement;
  private readonly passing = create('q', { dir: 'auto' });
  private readonly example: HTMLElement;
  private readonly more: HTMLDetailsElement;
  private readonly mistake: HTMLButtonElement;
  private readonly noted: HTMLElement;
  private finding: Finding | null = null;

  constructor(
    private readonly texts: Words,
    isFirst: boolean,
    onMistake: (finding: Finding) => void,
  ) {
    setText(this.link, texts.readPolicy);
    this.quoteLabel = label('quote-label', texts.policySays);
    this.sentence = create('p', { part: 'quote' }, this.quoteLabel, this.quoted, ' ', this.link);
    const passes = label('example-label', texts.passingExample);
    this.example = create('p', { part: 'example' }, passes, this.passing);
    const toggle = create('summary', { part: 'more-toggle' }, texts.more);
    this.more = create('details', { part: 'more' }, toggle, this.sentence, this.example);
    this.more.open = isFirst;
    this.mistake = create('button', { part: 'mistake', type: 'button' }, texts.mistake);
    this.noted = create(
      'p',
      { part: 'mistake-noted', tabindex: '-1', hidden: '' },
      texts.mistakeNoted,
    );
    this.mistake.addEventListener('click', () => {
      if (this.finding) onMistake(this.finding);
    });
    this.root.append(this.wordList, this.message, this.advice, this.more, this.mistake, this.noted);
  }

  show(finding: Finding, extras: FindingExtras): void {
    this.finding = finding;
    this.root.hidden = false;
    this.root.dataset['action'] = finding.action;
    this.showWords(extras.words);
    setText(this.message, finding.message);
    fill(this.advice, this.advice, finding.advice);
    this.showPolicy(finding, extras.policyPage);
    fill(this.passing, this.example, extras.passing && this.texts.quoted(extras.passing));
    this.more.hidden = this.sentence.hidden && this.example.hidden;
    this.mistake.hidden = extras.disputed;
    this.noted.hidden = !extras.disputed;
  }

  /** The writer's word is taken at once; the focus goes to the thanks, not into nowhere. */
  noteMistake(): void {
    this.mistake.hidden = true;
    this.noted.hidden = false;
    this.noted.focus();
  }

  hide(): void {
    this.root.hidden = true;
  }

  /** Shown while the pointer or the caret is on one of this finding's words. */
  setCurrent(finding: Finding | null): void {
    this.root.toggleAttribute('data-current', finding !== null && finding === this.finding);
  }

  private showWords(words: readonly string[]): void {
    this.wordList.hidden = words.length === 0;
    this.words.forEach((element, index) => {
      fill(element, element, words[index]);
    });
  }

  private showPolicy({ quote, url }: Finding, policyPage: string | undefined): void {
    const page = url || policyPage;
    const address = page ? webUrl(page) : null;
    this.link.hidden = !address;
    if (address) this.link.href = address.href;
    fill(this.quoted, this.quoteLabel, quote && this.texts.quoted(quote));
    this.sentence.hidden = !quote && !address;
  }
}

function label(part: string, text: string): HTMLElement {
  return create('span', { part }, text);
}

/** Puts text into one element and shows its part; without text the part is hidden. */
function fill(element: HTMLElement, part: HTMLElement, text: string | undefined): void {
  part.hidden = !text;
  setText(element, text ?? '');
}
