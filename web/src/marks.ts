// Marks words where they stand in a textarea or input: a layer over the box repeats its
// text unseen, in the same font and the same lines, and shows only what lies under the
// words. The box itself is never touched.
import { create, listen, ofDocument, setText } from './dom.js';
import type { Field } from './field.js';
import { followEdit, type Mark } from './spans.js';

/** Everything that decides where a letter stands. */
const mirrored = [
  'border-block-end-width', 'border-block-start-width', 'border-inline-end-width',
  'border-inline-start-width', 'direction', 'font-family', 'font-feature-settings',
  'font-kerning', 'font-size', 'font-size-adjust', 'font-stretch', 'font-style',
  'font-variant', 'font-variation-settings', 'font-weight', 'hyphens', 'letter-spacing',
  'line-break', 'line-height', 'overflow-wrap', 'padding-block-end', 'padding-block-start',
  'padding-inline-end', 'padding-inline-start', 'tab-size', 'text-align', 'text-indent',
  'text-rendering', 'text-transform', 'text-wrap', 'unicode-bidi', 'word-break',
  'word-spacing', 'writing-mode',
]; // prettier-ignore

export class Marks {
  /** Goes into the surface's shadow root, which is positioned. */
  readonly layer = create('div', { part: 'marks', 'aria-hidden': 'true' });
  private readonly copy = create('div');
  /** Unmarked text and marks by turns; they are kept and filled anew, see setText(). */
  private readonly gaps = [create('span')];
  private readonly marks: HTMLElement[] = [];
  private readonly stop = new AbortController();
  private readonly resizes = new ResizeObserver(() => {
    this.fit();
  });
  private shownText = '';
  private shown: readonly Mark[] = [];

  constructor(private readonly field: Field) {
    this.copy.append(...this.gaps);
    this.layer.append(this.copy);
    const options = { signal: this.stop.signal };
    listen(
      field,
      'scroll',
      () => {
        this.scroll();
      },
      { ...options, passive: true },
    );
    listen(
      window,
      'resize',
      () => {
        this.fit();
      },
      options,
    );
    listen(
      ofDocument('fonts'),
      'loadingdone',
      () => {
        this.fit();
      },
      options,
    );
    this.resizes.observe(field);
  }

  show(text: string, marks: readonly Mark[]): void {
    const appears = this.shown.length === 0;
    this.shownText = text;
    this.shown = marks;
    this.fill(text, marks);
    this.layer.hidden = marks.length === 0;
    if (appears) this.fit();
    else this.fitBox();
  }

  /** Keeps the marks on their words until the next verdict. */
  follow(text: string): void {
    if (this.shown.length > 0) this.show(text, followEdit(this.shownText, text, this.shown));
  }

  dispose(): void {
    this.stop.abort();
    this.resizes.disconnect();
    this.layer.remove();
  }

  private fill(text: string, marks: readonly Mark[]): void {
    while (this.marks.length < marks.length) this.addPair();
    let done = 0;
    this.marks.forEach((element, index) => {
      const [begin, end] = marks[index]?.interval ?? [text.length, text.length];
      this.fillGap(index, text.slice(done, begin));
      setText(element, text.slice(begin, end));
      element.hidden = begin === end;
      element.dataset['action'] = marks[index]?.action;
      done = end;
    });
    this.fillGap(this.marks.length, text.slice(done));
  }

  private fillGap(index: number, text: string): void {
    const gap = this.gaps[index];
    if (gap) setText(gap, text);
  }

  private addPair(): void {
    const mark = create('mark', { part: 'mark' });
    const gap = create('span');
    this.marks.push(mark);
    this.gaps.push(gap);
    this.copy.append(mark, gap);
  }

  /** Lays the layer over the box, line for line. */
  private fit(): void {
    if (this.layer.hidden) return;
    const style = getComputedStyle(this.field);
    for (const property of mirrored) {
      this.copy.style.setProperty(property, style.getPropertyValue(property));
    }
    this.copy.style.setProperty('white-space', isSingleLine(this.field) ? 'pre' : 'pre-wrap');
    this.fitBox();
  }

  private fitBox(): void {
    const { field, layer, copy } = this;
    if (layer.hidden || !layer.parentElement) return;
    const box = field.getBoundingClientRect();
    const origin = layer.parentElement.getBoundingClientRect();
    place(
      layer,
      box.left - origin.left,
      box.top - origin.top,
      field.offsetWidth,
      field.offsetHeight,
    );
    // A scroll bar takes room from the lines; in right-to-left text it stands on the left.
    const style = getComputedStyle(field);
    const left = parseFloat(style.borderLeftWidth);
    const right = parseFloat(style.borderRightWidth);
    copy.style.marginLeft = `${field.clientLeft - left}px`;
    copy.style.width = `${field.clientWidth + left + right}px`;
    this.scroll();
    if (isSingleLine(field)) copy.style.lineHeight = `${innerHeight(field)}px`;
  }

  private scroll(): void {
    const { scrollLeft, scrollTop } = this.field;
    this.copy.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
  }
}

function place(layer: HTMLElement, left: number, top: number, width: number, height: number): void {
  layer.style.left = `${left}px`;
  layer.style.top = `${top}px`;
  layer.style.width = `${width}px`;
  layer.style.height = `${height}px`;
}

function isSingleLine(field: Field): boolean {
  return field instanceof HTMLInputElement;
}

/** The height that a single line is centred in. */
function innerHeight(field: Field): number {
  const style = getComputedStyle(field);
  return field.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
}
