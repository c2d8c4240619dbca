// Marks in a textarea or input: a layer over the box repeats its text unseen, in the same font
// and the same lines, and shows only what lies under the words.
import { safely } from './complain.js';
import { create, documentOf, listen, ofDocument, setText, windowOf } from './dom.js';
import { isInput, type TextControl } from './field.js';
import { hit, type Marks, type PlacedMark } from './marks.js';
import { followEdit, type Mark } from './spans.js';

/** Everything that decides where a letter stands. */
const mirrored = [
  'border-block-end-width', 'border-block-start-width', 'border-inline-end-width',
  'border-inline-start-width', 'direction', 'font-family', 'font-feature-settings',
  'font-kerning', 'font-optical-sizing', 'font-size', 'font-size-adjust', 'font-stretch',
  'font-style', 'font-variant', 'font-variation-settings', 'font-weight', 'hyphens',
  'letter-spacing', 'line-break', 'line-height', 'overflow-wrap', 'padding-block-end',
  'padding-block-start', 'padding-inline-end', 'padding-inline-start', 'tab-size',
  'text-align', 'text-indent', 'text-rendering', 'text-transform', 'text-wrap',
  'unicode-bidi', 'word-break', 'word-spacing', 'writing-mode', '-webkit-text-security',
]; // prettier-ignore

/** Behind the last mark only its own line matters, in UTF-16 units. */
const longestLine = 2_000;

export class MirrorMarks implements Marks {
  readonly layer = create('div', { part: 'marks', 'aria-hidden': 'true', hidden: '' });
  private readonly copy = create('div');
  /** Unmarked text and marks by turns; they are kept and filled anew, see setText(). */
  private readonly gaps = [create('span')];
  private readonly elements: HTMLElement[] = [];
  private readonly stop = new AbortController();
  private readonly refit = safely(() => {
    this.fit();
  });
  private readonly resizes = new ResizeObserver(this.refit);
  private readonly restyles = new MutationObserver(this.refit);
  private shownText = '';
  private shown: readonly Mark[] = [];

  constructor(private readonly field: TextControl) {
    this.copy.append(...this.gaps);
    this.layer.append(this.copy);
    const options = { signal: this.stop.signal, passive: true };
    listen(
      field,
      'scroll',
      () => {
        this.scroll();
      },
      options,
    );
    listen(field, 'transitionend', this.refit, options);
    listen(windowOf(field), 'resize', this.refit, options);
    listen(ofDocument('fonts', documentOf(field)), 'loadingdone', this.refit, options);
    this.resizes.observe(field);
    this.restyles.observe(field, { attributeFilter: ['style', 'class', 'dir', 'wrap'] });
  }

  show(text: string, marks: readonly Mark[]): void {
    const appears = this.shown.length === 0;
    this.layer.hidden = marks.length === 0;
    if (marks.length > 0) this.fill(text, marks);
    // Later on the box's own events tell of what moves lines; to ask here would cost a layout.
    if (appears) this.fit();
    this.shownText = text;
    this.shown = marks;
  }

  follow(text: string): void {
    if (this.shown.length > 0) this.show(text, followEdit(this.shownText, text, this.shown));
  }

  at(x: number, y: number): PlacedMark | null {
    return this.find((_mark, element) => hit(element.getClientRects(), x, y));
  }

  atCaret(): PlacedMark | null {
    const { selectionStart: caret, selectionEnd } = this.field;
    if (caret === null || caret !== selectionEnd) return null;
    return this.find(({ interval: [begin, end] }, element) =>
      caret >= begin && caret <= end ? (element.getClientRects()[0] ?? null) : null,
    );
  }

  /** Lays the layer over the box, line for line. */
  fit(): void {
    if (this.layer.hidden) return;
    const style = windowOf(this.field).getComputedStyle(this.field);
    for (const property of mirrored) {
      this.copy.style.setProperty(property, style.getPropertyValue(property));
    }
    this.copy.style.setProperty('white-space', this.whiteSpace());
    this.place();
  }

  place(): void {
    const { field, layer, copy } = this;
    const surface = layer.parentElement;
    if (layer.hidden || !surface) return;
    const box = field.getBoundingClientRect();
    const origin = surface.getBoundingClientRect();
    // A page that scales the box scales the layer as well: lengths are those before scaling.
    const scale = origin.width / surface.offsetWidth || 1;
    layer.style.left = `${(box.left - origin.left) / scale}px`;
    layer.style.top = `${(box.top - origin.top) / scale}px`;
    layer.style.width = `${box.width / scale}px`;
    layer.style.height = `${box.height / scale}px`;
    // A scroll bar takes room from the lines; in right-to-left text it stands on the left.
    const style = windowOf(field).getComputedStyle(field);
    const left = parseFloat(style.borderLeftWidth);
    const right = parseFloat(style.borderRightWidth);
    const bar = field.offsetWidth - field.clientWidth - left - right;
    copy.style.marginLeft = `${field.clientLeft - left}px`;
    copy.style.width = `${box.width / scale - bar}px`;
    this.scroll();
    if (isInput(field)) copy.style.lineHeight = `${innerHeight(field, style)}px`;
  }

  dispose(): void {
    this.stop.abort();
    this.resizes.disconnect();
    this.restyles.disconnect();
    this.layer.remove();
  }

  private find(place: (mark: Mark, element: HTMLElement) => DOMRect | null): PlacedMark | null {
    for (const [index, mark] of this.shown.entries()) {
      const element = this.elements[index];
      const found = element && place(mark, element);
      if (found) return { mark, place: found };
    }
    return null;
  }

  private fill(text: string, marks: readonly Mark[]): void {
    while (this.elements.length < marks.length) this.addPair();
    const end = endOfLine(text, marks[marks.length - 1]?.interval[1] ?? 0);
    let done = 0;
    this.elements.forEach((element, index) => {
      const mark = marks[index];
      const [begin, stop] = mark?.interval ?? [end, end];
      this.fillGap(index, text.slice(done, begin));
      setText(element, text.slice(begin, stop));
      element.hidden = !mark;
      element.dataset['action'] = mark?.action ?? '';
      done = stop;
    });
    this.fillGap(this.elements.length, text.slice(done, end));
  }

  private fillGap(index: number, text: string): void {
    const gap = this.gaps[index];
    if (gap) setText(gap, text);
  }

  private addPair(): void {
    const mark = create('mark', { part: 'mark' });
    const gap = create('span');
    this.elements.push(mark);
    this.gaps.push(gap);
    this.copy.append(mark, gap);
  }

  private scroll(): void {
    const { scrollLeft, scrollTop } = this.field;
    this.copy.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
  }

  private whiteSpace(): string {
    return isInput(this.field) || this.field.wrap === 'off' ? 'pre' : 'pre-wrap';
  }
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return Math.min(newline < 0 ? text.length : newline, from + longestLine);
}

/** The height that a single line is centred in. */
function innerHeight(field: TextControl, style: CSSStyleDeclaration): number {
  return field.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
}
