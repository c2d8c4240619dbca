// Stage by stage: what the engine reads, and each matcher's yes or no.
import { create } from '../../../src/dom.js';
import type { ExplainedNode, ExplainedRule, Explanation } from '../engine/protocol.js';
import { byId } from '../page.js';
import { localised, type Matcher, type Rule } from '../policy/shape.js';
import type { Studio } from '../studio.js';
import { describeMatcher, partsOf } from './matcher-words.js';

export class WhyView {
  readonly #root = byId('explanation');
  readonly #open = new Set<string>();

  constructor(readonly studio: Studio) {}

  draw(explanation: Explanation | null): void {
    const { words } = this.studio;
    if (!explanation) {
      this.#root.replaceChildren(create('p', { class: 'soft' }, words.nothingTyped));
      return;
    }
    const speaking = new Set(explanation.verdict.findings.map(({ rule }) => rule));
    const speak = explanation.rules.filter(({ rule }) => speaking.has(rule));
    const silent = explanation.rules.filter(({ rule }) => !speaking.has(rule));
    this.#root.replaceChildren(
      ...this.#stages(explanation),
      create('h3', {}, words.rulesThatSpeak),
      ...this.#rules(speak, true),
      create('h3', {}, words.rulesThatDoNot),
      ...this.#rules(silent, false),
    );
  }

  #stages({ sentences, ignored, disguises }: Explanation): HTMLElement[] {
    const { words } = this.studio;
    const stages: HTMLElement[] = [
      create('h3', {}, words.sentences),
      create(
        'ol',
        { class: 'sentences' },
        ...sentences.map((sentence) =>
          create(
            'li',
            {},
            ...sentence.flatMap((word) => [create('span', { class: 'word' }, word), ' ']),
          ),
        ),
      ),
    ];
    if (ignored.length > 0) {
      const items = ignored.map(({ part, text }) =>
        create('li', {}, `${words.parts[part] ?? part}: ${words.quoted(text)}`),
      );
      stages.push(create('h3', {}, words.ignoredParts), create('ul', {}, ...items));
    }
    if (disguises.length > 0) {
      const items = disguises.map(({ typed, read_as }) =>
        create('li', {}, words.readAs(typed, read_as)),
      );
      stages.push(create('h3', {}, words.disguises), create('ul', {}, ...items));
    }
    return stages;
  }

  #rules(rules: readonly ExplainedRule[], speaks: boolean): HTMLElement[] {
    const { words } = this.studio;
    if (rules.length === 0) return [create('p', { class: 'soft' }, words.none)];
    return rules.map((explained) => this.#rule(explained, speaks));
  }

  #rule(explained: ExplainedRule, speaks: boolean): HTMLElement {
    const { words } = this.studio;
    const rule = this.studio.state.policy.rules?.find(({ id }) => id === explained.rule) ?? {};
    const said = localised(rule.message, words.language.slice(0, 2)) || explained.rule;
    const reason = speaks ? '' : this.#reason(explained);
    const summary = create(
      'summary',
      { 'data-key': `why ${explained.rule}` },
      sign(speaks, words.yes, words.no),
      create(
        'span',
        {},
        said,
        ...(reason ? [create('small', { class: 'soft' }, ` – ${reason}`)] : []),
      ),
    );
    const details = create('details', { class: 'why-rule' }, summary);
    const fill = () => {
      if (details.open && details.childElementCount === 1) {
        details.append(...this.#tree(explained, rule, speaks));
      }
    };
    details.open = speaks || this.#open.has(explained.rule);
    fill();
    details.addEventListener('toggle', () => {
      if (details.open) this.#open.add(explained.rule);
      else this.#open.delete(explained.rule);
      fill();
    });
    return details;
  }

  #reason({ match, unless }: ExplainedRule): string {
    const { words } = this.studio;
    if (!match.says) return words.becauseNoMatch;
    return unless?.says ? words.becauseUnless : words.becauseNotTogether;
  }

  #tree({ match, unless }: ExplainedRule, rule: Rule, brief: boolean): HTMLElement[] {
    const { words } = this.studio;
    const section = (title: string, node: ExplainedNode, matcher: Matcher | undefined) =>
      create(
        'div',
        { class: 'tree' },
        create('h4', {}, title),
        create('ul', {}, this.#node(node, matcher, brief)),
      );
    const sections = [section(words.matchSection, match, rule.match)];
    if (unless) sections.push(section(words.unlessSection, unless, rule.unless));
    return sections;
  }

  /** In brief, what lies below a no is left out. */
  #node(node: ExplainedNode, written: Matcher | undefined, brief: boolean): HTMLElement {
    const { words, state } = this.studio;
    const name = written?.['matcher'];
    const matcher = typeof name === 'string' ? state.policy.matchers?.[name] : written;
    const said = (matcher && describeMatcher(matcher, words.matchers)) || node.matcher;
    const item = create('li', {}, sign(node.says, words.yes, words.no), said);
    if (node.figure !== undefined) {
      item.append(` (${node.figure === null ? words.tooLittle : String(node.figure)})`);
    }
    const found = [...new Set(node.words ?? [])].slice(0, 8);
    for (const word of found) item.append(' ', create('mark', {}, shortened(word)));
    const parts = node.parts ?? [];
    if (parts.length === 0 || (brief && !node.says)) return item;
    const inner = matcher ? partsOf(matcher) : [];
    const children = parts.map((part, index) => {
      const known = inner.length === parts.length ? inner[index] : undefined;
      return this.#node(part, known, brief);
    });
    item.append(create('ul', {}, ...children));
    return item;
  }
}

function sign(says: boolean, yes: string, no: string): HTMLElement {
  return create('span', {
    class: 'sign',
    role: 'img',
    'data-state': says ? 'works' : 'no',
    'aria-label': says ? yes : no,
  });
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
