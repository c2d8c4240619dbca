// The rules as cards: what each says to commenters, and whether its examples do what they should.
import { create } from '../../../src/dom.js';
import { button, byId, keepFocus } from '../page.js';
import { removeExample, removeRule } from '../policy/document.js';
import {
  type Example,
  type ExampleKind,
  localised,
  requestOf,
  type Rule,
} from '../policy/shape.js';
import type { Studio } from '../studio.js';

type ExampleState = 'works' | 'fails' | 'unknown';

const atOnce = 60;

export class RulesView {
  readonly #list = byId('rule-list');
  readonly #filter = byId('rule-filter', HTMLInputElement);
  readonly #open = new Set<string>();
  #limit = atOnce;

  constructor(readonly studio: Studio) {
    this.#filter.addEventListener('input', () => {
      this.#limit = atOnce;
      this.render();
    });
    byId('add-rule').addEventListener('click', () => {
      studio.editRule(null);
    });
  }

  /** Opens a rule's card and brings it into sight. */
  reveal(id: string): void {
    this.#open.add(id);
    this.#filter.value = '';
    this.render();
    const card = [...this.#list.querySelectorAll<HTMLElement>('.card')].find(
      ({ dataset }) => dataset['rule'] === id,
    );
    card?.scrollIntoView({ block: 'nearest' });
    card?.querySelector('summary')?.focus({ preventScroll: true });
  }

  render(): void {
    keepFocus(() => {
      this.#draw();
    });
  }

  #draw(): void {
    const { words, state } = this.studio;
    const rules = state.policy.rules ?? [];
    byId('rule-count').textContent = words.ruleCount(rules.length);
    this.#filter.hidden = rules.length <= 8;
    byId('policy-problems').replaceChildren(...this.#problems());
    const wanted = this.#filter.hidden ? '' : this.#filter.value.trim().toLowerCase();
    const failing = this.#failing();
    const shown = [...rules.entries()].filter(([, rule]) => matches(rule, wanted));
    const cards: HTMLElement[] = shown
      .slice(0, this.#limit)
      .map(([index, rule]) => this.#card(rule, index, failing));
    if (shown.length > this.#limit) {
      const rest = shown.length - this.#limit;
      const grow = () => {
        this.#limit += 200;
        this.render();
      };
      cards.push(button(words.moreRules(rest), grow));
    }
    this.#list.replaceChildren(...cards);
  }

  #problems(): HTMLElement[] {
    const { compiled } = this.studio.state;
    const errors = (compiled?.errors ?? []).filter(({ code }) => code !== 'failing_example');
    if (errors.length === 0) return [];
    const { words } = this.studio;
    const items = errors.slice(0, 20).map((error) => {
      const where = error.pointer === '' ? [] : [create('code', {}, error.pointer)];
      const place = button(words.showInFile, () => {
        this.studio.show('file');
        this.studio.editor.showError(error);
      });
      return create('li', {}, error.message, create('div', { class: 'row' }, ...where, place));
    });
    const heading = create('h3', {}, words.problems(errors.length));
    return [create('div', { class: 'problems' }, heading, create('ul', {}, ...items))];
  }

  /** The places of failing examples; null when the examples were not tried. */
  #failing(): Set<string> | null {
    const { compiled } = this.studio.state;
    if (!compiled?.usable) return null;
    return new Set(compiled.errors.map(({ pointer }) => pointer));
  }

  #card(rule: Rule, index: number, failing: Set<string> | null): HTMLElement {
    const { words } = this.studio;
    const id = rule.id ?? String(index);
    const action = rule.action ?? '';
    const summary = create(
      'summary',
      { 'data-key': `rule ${id}` },
      create('span', { class: 'badge', 'data-action': action }, actionName(words.actions, action)),
      create(
        'span',
        { class: 'said' },
        create('strong', {}, localised(rule.message, words.language.slice(0, 2)) || id),
        create('span', { class: 'soft small' }, id, ...this.#serverNote(rule)),
      ),
      this.#state(rule, index, failing),
    );
    const card = create('details', { class: 'card', 'data-rule': id }, summary);
    card.open = this.#open.has(id);
    if (card.open) card.append(this.#body(rule, index, failing));
    card.addEventListener('toggle', () => {
      if (card.open === this.#open.has(id)) return;
      if (card.open) {
        this.#open.add(id);
        if (!card.querySelector('.card-body'))
          card.append(this.#body(rule, index, this.#failing()));
      } else this.#open.delete(id);
    });
    return card;
  }

  #serverNote({ audience }: Rule): string[] {
    return audience === 'server' ? [` · ${this.studio.words.serverOnly}`] : [];
  }

  #state(rule: Rule, index: number, failing: Set<string> | null): HTMLElement {
    const { words } = this.studio;
    const flags = rule.examples?.flags?.length ?? 0;
    const passes = rule.examples?.passes?.length ?? 0;
    if (flags + passes === 0) return create('span', { class: 'tally' }, words.noExamples);
    if (!failing) return create('span', { class: 'tally' }, words.examplesUnknown);
    const start = `/rules/${index}/examples/`;
    const failed = [...failing].filter((pointer) => pointer.startsWith(start)).length;
    return failed > 0
      ? create('span', { class: 'tally', 'data-state': 'fails' }, words.examplesFail(failed))
      : create(
          'span',
          { class: 'tally', 'data-state': 'works' },
          words.examplesWork(flags, passes),
        );
  }

  #body(rule: Rule, index: number, failing: Set<string> | null): HTMLElement {
    const { words } = this.studio;
    const language = words.language.slice(0, 2);
    const advice = localised(rule.advice, language);
    const quote = localised(rule.quote, language);
    const id = rule.id ?? String(index);
    return create(
      'div',
      { class: 'card-body' },
      ...(advice ? [create('p', {}, advice)] : []),
      ...(quote ? [create('blockquote', {}, quote)] : []),
      ...this.#examples(rule, index, 'flags', failing),
      ...this.#examples(rule, index, 'passes', failing),
      create(
        'div',
        { class: 'row' },
        button(words.change, () => this.studio.editRule(index), { 'data-key': `change ${id}` }),
        button(words.showInFile, () => {
          this.studio.showInFile(['rules', index]);
        }),
        button(words.removeRule, () => {
          const { text } = this.studio.state;
          this.studio.change(removeRule(text, index), words.ruleRemoved);
        }),
      ),
    );
  }

  #examples(
    rule: Rule,
    index: number,
    kind: ExampleKind,
    failing: Set<string> | null,
  ): HTMLElement[] {
    const examples = rule.examples?.[kind] ?? [];
    if (examples.length === 0) return [];
    const { words } = this.studio;
    const items = examples.map((example, at) => {
      const pointer = `/rules/${index}/examples/${kind}/${at}`;
      const state = failing ? (failing.has(pointer) ? 'fails' : 'works') : 'unknown';
      return this.#example(example, state, () => {
        const edits = removeExample(this.studio.state.text, index, kind, at);
        this.studio.change(edits, words.exampleRemoved);
      });
    });
    const title = kind === 'flags' ? words.mustFlag : words.mustPass;
    return [create('h3', { class: 'sub' }, title), create('ul', { class: 'examples' }, ...items)];
  }

  #example(example: Example, state: ExampleState, remove: () => void): HTMLElement {
    const { words } = this.studio;
    const request = requestOf(example);
    const said = { works: words.works, fails: words.fails, unknown: words.notTried }[state];
    const open = button(
      request.comment,
      () => {
        this.studio.tryRequest(request);
      },
      { class: 'example-text', title: words.page['try-heading'] },
    );
    const post = [...(request.post?.tags ?? []), request.post?.title ?? ''].filter(Boolean);
    return create(
      'li',
      { 'data-state': state },
      create('span', { class: 'sign', role: 'img', 'aria-label': said, title: said }),
      open,
      ...(post.length > 0
        ? [create('span', { class: 'soft small' }, `${words.underPost} ${post.join(', ')}`)]
        : []),
      button('×', remove, {
        class: 'remove',
        'aria-label': words.removeExample(request.comment.slice(0, 60)),
      }),
    );
  }
}

function actionName(names: Readonly<Record<string, string>>, action: string): string {
  return names[action] ?? action;
}

function matches(rule: Rule, wanted: string): boolean {
  if (wanted === '') return true;
  const said = [rule.id, rule.category, JSON.stringify(rule.message), JSON.stringify(rule.match)];
  return said.join(' ').toLowerCase().includes(wanted);
}
