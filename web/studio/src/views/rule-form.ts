// "Add a rule": plain questions, answered in plain words, tried while they are answered.
import { create } from '../../../src/dom.js';
import type { CheckRequest, Interval } from '../../../src/types.js';
import { debounced, Latest } from '../latest.js';
import { button, byId, linesOf, listOf, markedText } from '../page.js';
import { addRule, replaceRule } from '../policy/document.js';
import {
  draftFrom,
  draftRule,
  mergeRule,
  policyOfOne,
  type RuleDraft,
  type Where,
} from '../policy/rule-draft.js';
import { type ExampleKind, requestOf } from '../policy/shape.js';
import type { RuleTrial } from '../engine/protocol.js';
import type { Studio } from '../studio.js';
import type { FormWords } from '../words/words.js';

const actions = ['advise', 'warn', 'hold', 'reject'] as const;
const wheres = ['everywhere', 'except', 'only'] as const;

export class RuleForm {
  readonly #dialog = byId('rule-dialog', HTMLDialogElement);
  readonly #trials = new Latest<RuleDraft>((draft) => this.#try(draft));
  #form: HTMLFormElement | undefined;
  /** The place of the rule that is changed; null for a new one. */
  #at: number | null = null;
  #oldTags: readonly string[] = [];
  #trial: RuleTrial | null = null;

  constructor(
    readonly studio: Studio,
    readonly done: (id: string) => void,
  ) {}

  /** false when the rule at this place says more than the form can. */
  open(at: number | null): boolean {
    const { policy } = this.studio.state;
    const rule = at === null ? undefined : policy.rules?.[at];
    const draft = rule ? draftFrom(rule, policy) : emptyDraft;
    if (!draft) return false;
    this.#at = at;
    this.#oldTags = draft.tags;
    this.#trial = null;
    this.#draw(draft);
    this.#dialog.showModal();
    this.#trials.run(this.#read());
    return true;
  }

  #draw(draft: RuleDraft): void {
    const { words } = this.studio;
    const form = words.form;
    const languages = this.studio.state.policy.languages ?? ['en'];
    const perLanguage = (name: 'message' | 'advice', label: string, hint: string) =>
      languages.flatMap((language, index) =>
        area(
          `${name}-${language}`,
          languages.length > 1 ? form.inLanguage(label, language) : label,
          index === 0 ? hint : '',
          draft[name][language] ?? '',
          2,
          name === 'advice' || index > 0 ? form.optional : '',
        ),
      );
    const element = create(
      'form',
      { class: 'rule-form', novalidate: '' },
      create('h2', { id: 'rule-form-title' }, this.#at === null ? form.addTitle : form.changeTitle),
      ...line('name', form.name, form.nameHint, draft.name),
      ...area('phrases', form.phrases, form.phrasesHint, draft.phrases.join('\n'), 3),
      ...perLanguage('message', form.message, form.messageHint),
      ...perLanguage('advice', form.advice, form.adviceHint),
      choices(
        'action',
        form.action,
        draft.action,
        actions.map((each) => [each, words.actionChoices[each]]),
      ),
      choices(
        'where',
        form.where,
        draft.where,
        wheres.map((each) => [each, form[each]]),
      ),
      create(
        'div',
        { id: 'form-tags-box', class: 'indented' },
        ...line('tags', form.tags, form.tagsHint, draft.tags.join(', ')),
      ),
      ...area('flags', form.flags, form.flagsHint, draft.flags.join('\n'), 3),
      create('ul', { id: 'form-flags-state', class: 'examples' }),
      ...area('passes', form.passes, form.passesHint, draft.passes.join('\n'), 3),
      create('ul', { id: 'form-passes-state', class: 'examples' }),
      create('p', { id: 'form-problem', class: 'problem', role: 'alert' }),
      create(
        'div',
        { class: 'row form-end' },
        create(
          'button',
          { type: 'submit', class: 'main' },
          this.#at === null ? form.add : form.save,
        ),
        button(form.cancel, () => {
          this.#dialog.close();
        }),
      ),
    );
    const changed = debounced(200, () => {
      this.#trials.run(this.#read());
    });
    element.addEventListener('input', () => {
      this.#showTags();
      changed();
    });
    element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#form = element;
    this.#dialog.replaceChildren(element);
    this.#showTags();
  }

  #showTags(): void {
    byId('form-tags-box').hidden = this.#read().where === 'everywhere';
  }

  #read(): RuleDraft {
    const data = new FormData(this.#form);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const perLanguage = (name: string) =>
      Object.fromEntries(
        (this.studio.state.policy.languages ?? ['en']).map((language) => [
          language,
          text(`${name}-${language}`),
        ]),
      );
    const phrases = linesOf(text('phrases'));
    return {
      name: text('name') || (phrases[0] ?? ''),
      phrases,
      message: perLanguage('message'),
      advice: perLanguage('advice'),
      action: text('action'),
      where: text('where') as Where,
      tags: listOf(text('tags')),
      flags: linesOf(text('flags')),
      passes: linesOf(text('passes')),
    };
  }

  /** A reason why the rule cannot be added yet, and the field to mend. */
  #lack(draft: RuleDraft): [field: string, reason: string] | null {
    const { form } = this.studio.words;
    const [language] = this.studio.state.policy.languages ?? ['en'];
    if (draft.phrases.length === 0) return ['phrases', form.needPhrases];
    if (!draft.message[language ?? 'en']) return [`message-${language}`, form.needMessage];
    if (draft.where !== 'everywhere' && draft.tags.length === 0) return ['tags', form.needTags];
    return draft.flags.length === 0 ? ['flags', form.needFlag] : null;
  }

  async #submit(): Promise<void> {
    const draft = this.#read();
    const lack = this.#lack(draft);
    if (lack) {
      this.#complain(...lack);
      return;
    }
    await this.#try(draft);
    const { words, state } = this.studio;
    const [error] = this.#trial?.errors ?? [];
    if (error) {
      this.#complain('phrases', `${words.form.broken} ${error.message}`);
      return;
    }
    if (byId('rule-dialog').querySelector('[data-state="fails"]')) {
      this.#complain('flags', words.form.needExamples);
      return;
    }
    const old = this.#at === null ? undefined : state.policy.rules?.[this.#at];
    const drafted = draftRule(draft, state.policy, old?.id);
    this.#dialog.close();
    if (old && this.#at !== null) {
      const rule = mergeRule(old, drafted.rule, this.#oldTags);
      this.studio.change(replaceRule(state.text, this.#at, rule, drafted.post), words.ruleChanged);
    } else {
      this.studio.change(addRule(state.text, drafted.rule, drafted.post), words.ruleAdded);
    }
    this.done(drafted.rule.id ?? '');
  }

  #complain(field: string, reason: string): void {
    byId('form-problem').textContent = reason;
    for (const each of this.#form?.querySelectorAll('[aria-invalid]') ?? []) {
      each.removeAttribute('aria-invalid');
    }
    const element = byId(`form-${field}`);
    element.setAttribute('aria-invalid', 'true');
    element.focus();
  }

  async #try(draft: RuleDraft): Promise<void> {
    if (draft.phrases.length === 0) {
      this.#trial = null;
      this.#drawExamples(draft, [], []);
      return;
    }
    const { policy } = this.studio.state;
    const isIncomplete = draft.where !== 'everywhere' && draft.tags.length === 0;
    const drafted = draftRule(isIncomplete ? { ...draft, where: 'everywhere' } : draft, policy);
    const flags = (drafted.rule.examples?.flags ?? []).map(requestOf);
    const passes = (drafted.rule.examples?.passes ?? []).map(requestOf);
    const named = { ...drafted, rule: { ...drafted.rule, message: drafted.rule.message || '…' } };
    const text = policyOfOne(named, policy);
    const requests = [...flags, ...passes];
    this.#trial = await this.studio.live.call('tryRule', { text, requests }).catch(() => null);
    this.#drawExamples(draft, flags, passes);
  }

  #drawExamples(
    draft: RuleDraft,
    flags: readonly CheckRequest[],
    passes: readonly CheckRequest[],
  ): void {
    const { form } = this.studio.words;
    const marks = this.#trial?.errors.length === 0 ? this.#trial.marks : [];
    const items = (kind: ExampleKind, requests: readonly CheckRequest[], from: number) =>
      requests.map((request, index) =>
        exampleItem(request, kind, marks[from + index], form, draft),
      );
    byId('form-flags-state').replaceChildren(...items('flags', flags, 0));
    byId('form-passes-state').replaceChildren(...items('passes', passes, flags.length));
    const [error] = this.#trial?.errors ?? [];
    byId('form-problem').textContent =
      error && draft.flags.length > 0 ? `${form.broken} ${error.message}` : '';
  }
}

function exampleItem(
  request: CheckRequest,
  kind: ExampleKind,
  marks: readonly Interval[] | null | undefined,
  words: FormWords,
  { where, tags, passes }: RuleDraft,
): HTMLElement {
  const works = marks === undefined ? undefined : (marks !== null) === (kind === 'flags');
  const said =
    kind === 'flags'
      ? works === true
        ? words.flagged
        : words.notFlagged
      : works === true
        ? words.passed
        : words.notPassed;
  const derived = kind === 'passes' && where !== 'everywhere' && !passes.includes(request.comment);
  const note = where === 'only' ? words.onlyExample : words.exceptExample;
  const state = works === undefined ? 'unknown' : works ? 'works' : 'fails';
  const intervals = (marks ?? []).map((interval) => ({ action: 'warn', interval }));
  return create(
    'li',
    { 'data-state': state },
    create('span', { class: 'sign' }),
    create(
      'span',
      { class: 'example-text' },
      ...(derived ? [note(tags[0] ?? '…')] : markedText(request.comment, intervals)),
    ),
    ...(works === undefined ? [] : [create('span', { class: 'small verdict' }, said)]),
  );
}

const emptyDraft: RuleDraft = {
  name: '',
  phrases: [],
  message: {},
  advice: {},
  action: 'warn',
  where: 'everywhere',
  tags: [],
  flags: [],
  passes: [],
};

function labelled(
  name: string,
  label: string,
  hint: string,
  control: HTMLElement,
  note = '',
): HTMLElement[] {
  const id = `form-${name}`;
  control.id = id;
  control.setAttribute('name', name);
  const parts: HTMLElement[] = [
    create(
      'label',
      { for: id },
      label,
      ...(note ? [create('span', { class: 'soft small' }, ` ${note}`)] : []),
    ),
  ];
  if (hint) {
    control.setAttribute('aria-describedby', `${id}-hint`);
    parts.push(create('p', { class: 'hint', id: `${id}-hint` }, hint));
  }
  return [create('div', { class: 'field' }, ...parts, control)];
}

function line(name: string, label: string, hint: string, value: string): HTMLElement[] {
  const control = create('input', { autocomplete: 'off' });
  control.value = value;
  return labelled(name, label, hint, control);
}

function area(
  name: string,
  label: string,
  hint: string,
  value: string,
  rows: number,
  note = '',
): HTMLElement[] {
  const control = create('textarea', { rows: String(rows) });
  control.value = value;
  return labelled(name, label, hint, control, note);
}

function choices(
  name: string,
  legend: string,
  chosen: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLElement {
  return create(
    'fieldset',
    {},
    create('legend', {}, legend),
    ...options.map(([value, text]) => {
      const radio = create('input', { type: 'radio', name, value });
      radio.checked = value === chosen;
      return create('label', { class: 'choice' }, radio, create('span', {}, text));
    }),
  );
}
