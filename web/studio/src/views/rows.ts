// The rows of a trial, a page at a time: however many there are, the page holds twenty.
import { create } from '../../../src/dom.js';
import { isAboutWhole, marksOf } from '../../../src/spans.js';
import type { Verdict } from '../../../src/types.js';
import type { RowFilter, RowPage, RowView, TrialSummary } from '../archive/trial.js';
import { button, markedText } from '../page.js';
import type { Studio } from '../studio.js';

const pageSize = 20;
const shownLength = 900;

export class RowsView {
  #summary: TrialSummary | null = null;
  #filter: RowFilter = { show: 'flagged', rule: '' };
  #from = 0;
  #compares = false;
  readonly #root = create('div', { class: 'rows' });

  constructor(readonly studio: Studio) {}

  start(summary: TrialSummary): void {
    this.#summary = summary;
    this.#filter = { show: 'flagged', rule: '' };
    this.#from = 0;
  }

  element(compares: boolean): HTMLElement {
    this.#compares = compares;
    void this.#draw();
    return this.#root;
  }

  /** Shows the comments of one rule. */
  choose(rule: string): void {
    // What the policy missed, no rule found.
    const show = this.#filter.show === 'missed' ? 'flagged' : this.#filter.show;
    this.#filter = { show, rule };
    this.#from = 0;
    void this.#draw().then(() => {
      this.#root.scrollIntoView({ block: 'start' });
      this.#root.querySelector('select')?.focus({ preventScroll: true });
    });
  }

  async #draw(): Promise<void> {
    const page = await this.studio.background.call('rows', {
      filter: this.#filter,
      from: this.#from,
      count: pageSize,
    });
    const { past } = this.studio.words;
    const rows =
      page.rows.length === 0
        ? create('p', { class: 'soft' }, past.noRows)
        : create('ol', { class: 'row-list' }, ...page.rows.map((row) => this.#row(row)));
    const limit = this.#summary && this.#summary.kept >= this.#summary.keptLimit;
    const focused = (document.activeElement as HTMLElement | null)?.dataset['key'];
    this.#root.replaceChildren(
      this.#choices(),
      ...(limit ? [create('p', { class: 'soft' }, past.kept(this.#summary?.keptLimit ?? 0))] : []),
      rows,
      this.#pager(page),
    );
    if (focused) this.#root.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  #choices(): HTMLElement {
    const { past } = this.studio.words;
    const shows: RowFilter['show'][] = ['flagged'];
    if (this.#compares) shows.push('added', 'removed');
    const agreement = this.#summary?.agreement;
    if (agreement && agreement.removedFlagged + agreement.removedPassed > 0) shows.push('missed');
    if (agreement && agreement.approvedFlagged > 0) shows.push('false-alarm');
    const show = select(
      past.show,
      'rows-show',
      shows.map((each) => [each, past.shows[each]]),
      this.#filter.show,
    );
    const names = (this.#summary?.rules ?? []).map(({ rule }) => [rule, rule] as const);
    const rule = select(past.rule, 'rows-rule', [['', past.allRules], ...names], this.#filter.rule);
    show.control.addEventListener('change', () => {
      this.#refilter({ ...this.#filter, show: show.control.value as RowFilter['show'] });
    });
    rule.control.addEventListener('change', () => {
      this.#refilter({ ...this.#filter, rule: rule.control.value });
    });
    return create('div', { class: 'row-choices' }, show.label, rule.label);
  }

  #refilter(filter: RowFilter): void {
    this.#filter = filter;
    this.#from = 0;
    void this.#draw();
  }

  #pager({ total, rows }: RowPage): HTMLElement {
    const { past } = this.studio.words;
    const turn = (to: number) => () => {
      this.#from = to;
      void this.#draw().then(() => {
        this.#root.scrollIntoView({ block: 'nearest' });
      });
    };
    const back = button(past.previous, turn(this.#from - pageSize), { 'data-key': 'rows-back' });
    const on = button(past.next, turn(this.#from + pageSize), { 'data-key': 'rows-on' });
    back.disabled = this.#from === 0;
    on.disabled = this.#from + rows.length >= total;
    const first = total === 0 ? 0 : this.#from + 1;
    const place = create(
      'span',
      { role: 'status' },
      past.page(first, this.#from + rows.length, total),
    );
    return create('div', { class: 'row pager' }, back, place, on);
  }

  #row({ number, request, month, judged, now, before }: RowView): HTMLElement {
    const { words } = this.studio;
    const findings = (now ?? before)?.findings ?? [];
    const marked = findings.filter((finding) => !isAboutWhole(request.comment, finding));
    const long = request.comment.length > shownLength;
    const text = long ? `${request.comment.slice(0, shownLength)}…` : request.comment;
    const marks = marksOf(marked)
      .filter(({ interval }) => interval[1] <= text.length)
      .map(({ finding, interval }) => ({ action: finding.action, interval }));
    const title = request.post?.title ?? '';
    const about = [month, title, judgedWord(judged, words.past)].filter(Boolean);
    return create(
      'li',
      { value: String(number) },
      create('p', { class: 'comment-text' }, ...markedText(text, marks)),
      create(
        'div',
        { class: 'row-foot small' },
        ...this.#chips(now, before),
        create('span', { class: 'soft' }, about.join(' · ')),
        button(words.past.tryThis, () => {
          this.studio.tryRequest(request);
        }),
      ),
    );
  }

  #chips(now: Verdict | null, before: Verdict | null): HTMLElement[] {
    const { words } = this.studio;
    const was = new Set(before?.findings.map(({ rule }) => rule));
    const is = new Set(now?.findings.map(({ rule }) => rule));
    const chips = (now?.findings ?? []).map(({ rule, action }) => {
      const sign = this.#compares && !was.has(rule) ? '+ ' : '';
      return create('span', { class: 'badge', 'data-action': action }, `${sign}${rule}`);
    });
    for (const { rule } of before?.findings ?? []) {
      if (is.has(rule)) continue;
      chips.push(create('del', { class: 'badge', title: words.past.removed }, rule));
    }
    return chips;
  }
}

function judgedWord(
  judged: RowView['judged'],
  words: { approved: string; removedBy: string },
): string {
  if (judged === null) return '';
  return judged === 'approved' ? words.approved : words.removedBy;
}

function select(
  label: string,
  key: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): { label: HTMLElement; control: HTMLSelectElement } {
  const control = create('select', { 'data-key': key });
  control.append(...options.map(([value, text]) => create('option', { value }, text)));
  control.value = chosen;
  return { label: create('label', {}, create('span', {}, label), control), control };
}
