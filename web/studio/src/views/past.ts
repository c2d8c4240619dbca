// Past comments: a file is dropped, tried in a worker, and its counts and rows are shown.
import { create } from '../../../src/dom.js';
import type { TrialSummary } from '../archive/trial.js';
import { button, byId } from '../page.js';
import type { Studio } from '../studio.js';
import { bars, percent, timeline } from './chart.js';
import { RowsView } from './rows.js';

interface Run {
  readonly file: File;
  readonly now: string;
  readonly before: string;
  readonly summary: TrialSummary;
}

export class PastView {
  readonly #root = byId('trial');
  readonly #rows: RowsView;
  #run: Run | null = null;
  #running: { file: File; summary: TrialSummary | null } | null = null;
  #failure = '';

  constructor(readonly studio: Studio) {
    this.#rows = new RowsView(studio);
    this.#takeDrops();
  }

  render(): void {
    const { words } = this.studio;
    if (this.#running) this.#root.replaceChildren(...this.#progress(this.#running));
    else if (this.#run) this.#root.replaceChildren(...this.#result(this.#run));
    else this.#root.replaceChildren(this.#dropZone());
    if (this.#failure && !this.#running) {
      const text = `${words.past.failed} ${this.#failure}`;
      this.#root.append(create('p', { class: 'problem', role: 'alert' }, text));
    }
  }

  async try(file: File): Promise<void> {
    const { state, words, background } = this.studio;
    if (this.#running) return;
    const run = { file, now: state.text, before: state.loadedText };
    this.#failure = '';
    this.#running = { file, summary: null };
    this.render();
    try {
      const summary = await background.call('trial', run, (progress) => {
        if (this.#running) this.#running.summary = progress;
        this.#updateProgress();
      });
      this.#run = { ...run, summary };
    } catch (error) {
      this.#run = null;
      this.#failure = error instanceof Error ? error.message : String(error);
    }
    this.#running = null;
    if (this.#run) this.#rows.start(this.#run.summary);
    this.render();
    if (this.#failure) this.studio.say(words.past.failed);
  }

  #dropZone(): HTMLElement {
    const { past } = this.studio.words;
    return create(
      'div',
      { class: 'drop' },
      create('p', { class: 'drop-title' }, past.drop),
      create('p', { class: 'soft' }, past.formats),
      this.#chooser(past.choose, 'main'),
    );
  }

  #chooser(label: string, kind: string): HTMLElement {
    const input = create('input', {
      type: 'file',
      hidden: '',
      accept: '.xml,.wxr,.csv,.tsv,.jsonl,.ndjson,.json',
    });
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) void this.try(file);
    });
    const choose = button(
      label,
      () => {
        input.click();
      },
      { class: kind },
    );
    return create('span', {}, choose, input);
  }

  #takeDrops(): void {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    document.addEventListener('dragover', (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      document.body.classList.add('dropping');
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) document.body.classList.remove('dropping');
    });
    document.addEventListener('drop', (event) => {
      document.body.classList.remove('dropping');
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      this.studio.show('past');
      void this.try(file);
    });
  }

  #progress({ file, summary }: { file: File; summary: TrialSummary | null }): HTMLElement[] {
    const { past } = this.studio.words;
    const bar = create('progress', {
      id: 'trial-progress',
      max: '1',
      'aria-label': past.progressLabel,
    });
    if (summary) bar.value = summary.bytes / Math.max(1, summary.totalBytes);
    return [
      create(
        'div',
        { class: 'drop' },
        create('p', { class: 'drop-title' }, file.name),
        bar,
        create('p', { class: 'soft', id: 'trial-rate' }, summary ? this.#rate(summary) : '…'),
        button(past.cancel, () => {
          void this.studio.background.call('cancelTrial', {});
        }),
      ),
    ];
  }

  #updateProgress(): void {
    const summary = this.#running?.summary;
    const bar = document.getElementById('trial-progress') as HTMLProgressElement | null;
    const rate = document.getElementById('trial-rate');
    if (!summary || !bar || !rate) return;
    bar.value = summary.bytes / Math.max(1, summary.totalBytes);
    rate.textContent = this.#rate(summary);
  }

  #rate({ comments, seconds, bytes, totalBytes }: TrialSummary): string {
    const rate = Math.round(comments / Math.max(seconds, 0.001));
    const left =
      bytes > 0 && seconds > 1 ? Math.ceil((seconds * (totalBytes - bytes)) / bytes) : null;
    return this.studio.words.past.progress(comments, rate, left);
  }

  #result(run: Run): HTMLElement[] {
    const { past } = this.studio.words;
    const { summary, file } = run;
    const ended =
      summary.ended === 'done'
        ? past.done(summary.comments, file.name, summary.seconds)
        : past.stopped(summary.comments, file.name);
    const changed =
      run.now !== this.studio.state.text || run.before !== this.studio.state.loadedText;
    return [
      create(
        'div',
        { class: 'panel-head' },
        create(
          'p',
          {},
          ended,
          ...(summary.skipped > 0 ? [` ${past.skipped(summary.skipped)}`] : []),
          ...(changed ? [create('strong', {}, ` ${past.changedSince}`)] : []),
        ),
        button(past.again, () => void this.try(file), changed ? { class: 'main' } : {}),
        this.#chooser(past.another, ''),
      ),
      this.#figures(run),
      ...(run.now === run.before ? [create('p', { class: 'soft' }, past.unchanged)] : []),
      create('h3', {}, past.perRule),
      this.#ruleTable(run),
      ...this.#months(run),
      create('h3', { id: 'rows-heading' }, past.rows),
      this.#rows.element(run.now !== run.before),
    ];
  }

  #figures({ summary, now, before }: Run): HTMLElement {
    const { past } = this.studio.words;
    const { flagged, comments, agreement } = summary;
    const figure = (value: string, label: string, hint = '') =>
      create(
        'div',
        { class: 'figure' },
        create('b', {}, value),
        create('span', {}, label),
        ...(hint ? [create('small', { class: 'soft' }, hint)] : []),
      );
    const share = (number: number) => percent(comments === 0 ? 0 : number / comments);
    const figures = [figure(number(flagged.now), past.flaggedNow, share(flagged.now))];
    if (now !== before) {
      figures.push(
        figure(number(flagged.before), past.flaggedBefore, share(flagged.before)),
        figure(`+${number(flagged.added)}`, past.added),
        figure(`−${number(flagged.removed)}`, past.removed),
      );
    }
    const { removedFlagged, removedPassed, approvedFlagged } = agreement;
    if (removedFlagged + removedPassed > 0 && removedFlagged + approvedFlagged > 0) {
      const precision = removedFlagged / (removedFlagged + approvedFlagged);
      const recall = removedFlagged / (removedFlagged + removedPassed);
      figures.push(
        figure(percent(precision), past.precision, past.precisionHint),
        figure(percent(recall), past.recall, past.recallHint),
      );
    }
    return create('div', { class: 'figures' }, ...figures);
  }

  #ruleTable({ summary, now, before }: Run): HTMLElement {
    const { past } = this.studio.words;
    const compares = now !== before;
    const most = Math.max(0, ...summary.rules.flatMap((rule) => [rule.now, rule.before]));
    const heads = [past.rule, past.share, past.now];
    if (compares) heads.push(past.before, '+', '−');
    const rows = summary.rules.map((count) => {
      const choose = button(
        count.rule,
        () => {
          this.#rows.choose(count.rule);
        },
        { class: 'plain code' },
      );
      const bar = create('td', { class: 'bar-cell' });
      bar.append(bars(count.now, compares ? count.before : null, most));
      const cells = [count.now, ...(compares ? [count.before, count.added, count.removed] : [])];
      return create(
        'tr',
        {},
        create('th', { scope: 'row' }, choose),
        bar,
        ...cells.map((value) => create('td', { class: 'number' }, number(value))),
      );
    });
    return create(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': past.perRule },
      create(
        'table',
        { class: 'counts' },
        create(
          'thead',
          {},
          create('tr', {}, ...heads.map((head) => create('th', { scope: 'col' }, head))),
        ),
        create('tbody', {}, ...rows),
      ),
    );
  }

  #months({ summary, now, before }: Run): HTMLElement[] {
    const { past } = this.studio.words;
    const { months } = summary;
    const [first] = months;
    const last = months.at(-1);
    if (!first || !last || months.length < 3) return [];
    const shares = months.map((month) => month.now / month.comments);
    const series = [{ name: 'now', values: shares }];
    if (now !== before) {
      series.unshift({
        name: 'before',
        values: months.map((month) => month.before / month.comments),
      });
    }
    const low = percent(Math.min(...shares));
    const high = percent(Math.max(...shares));
    const alternative = past.overTimeAlternative(first.month, last.month, low, high);
    const figure = create('figure', {});
    figure.append(
      timeline(
        months.map(({ month }) => month),
        series,
        alternative,
      ),
    );
    return [create('h3', {}, past.overTime), figure];
  }
}

const numbers = new Intl.NumberFormat();

function number(value: number): string {
  return numbers.format(value);
}
