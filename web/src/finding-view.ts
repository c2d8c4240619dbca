// One finding in the panel. Its parts are made once and filled anew, see setText().
import { create, setText } from './dom.js';
import type { Words } from './i18n/words.js';
import { webUrl } from './policy.js';
import type { Finding } from './types.js';

const maxWords = 3;

export class FindingView {
  readonly root = create('li', { part: 'finding' });
  private readonly words = Array.from({ length: maxWords }, () => create('span', { part: 'word' }));
  private readonly wordList = create('div', { part: 'words' }, ...this.words);
  private readonly message = create('p', { part: 'message' });
  private readonly advice = create('p', { part: 'advice' });
  private readonly quoted = create('q');
  private readonly quoteLabel: HTMLElement;
  private readonly link = create('a', { part: 'link', target: '_blank', rel: 'noopener' });
  private readonly sentence: HTMLElement;
  private readonly passing = create('q');
  private readonly example: HTMLElement;

  constructor(private readonly texts: Words) {
    const { policySays, readPolicy, passingExample } = texts;
    setText(this.link, readPolicy);
    this.quoteLabel = create('span', {}, policySays);
    this.sentence = create('p', { part: 'quote' }, this.quoteLabel, this.quoted, ' ', this.link);
    this.example = create('p', { part: 'example' }, passingExample, this.passing);
    this.root.append(this.wordList, this.message, this.advice, this.sentence, this.example);
  }

  show(finding: Finding, words: readonly string[], passing: string | undefined): void {
    this.root.hidden = false;
    this.root.dataset['action'] = finding.action;
    this.showWords(words);
    setText(this.message, finding.message);
    fill(this.advice, this.advice, finding.advice);
    this.showPolicy(finding);
    fill(this.passing, this.example, passing && this.texts.quoted(passing));
  }

  hide(): void {
    this.root.hidden = true;
  }

  private showWords(words: readonly string[]): void {
    this.wordList.hidden = words.length === 0;
    this.words.forEach((element, index) => {
      fill(element, element, words[index]);
    });
  }

  private showPolicy({ quote, url }: Finding): void {
    const address = url ? webUrl(url) : null;
    this.link.hidden = !address;
    if (address) this.link.href = address.href;
    fill(this.quoted, this.quoteLabel, quote && this.texts.quoted(quote));
    this.sentence.hidden = !quote && !address;
  }
}

/** Puts text into one element and shows its part; without text the part is hidden. */
function fill(element: HTMLElement, part: HTMLElement, text: string | undefined): void {
  part.hidden = !text;
  setText(element, text ?? '');
}
