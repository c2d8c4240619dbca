// Puts the page together: one policy, an engine for what is typed and one for what takes long.
import type { Edit } from 'jsonc-parser';
import { create } from '../../src/dom.js';
import type { CheckRequest } from '../../src/types.js';
import schemaJson from '../../../docs/policy.schema.json';
import { PolicyEditor } from './editor/policy-editor.js';
import { EngineClient } from './engine/client.js';
import { debounced, Latest } from './latest.js';
import { byId, sayWords } from './page.js';
import { type Path, rangeOf, readPolicy } from './policy/document.js';
import { PolicySchema, type Schema } from './policy/schema.js';
import { fromFragment } from './share.js';
import type { State, Studio, View } from './studio.js';
import { listTemplates, readTemplate, type Template } from './templates.js';
import { PastView } from './views/past.js';
import { RuleForm } from './views/rule-form.js';
import { RulesView } from './views/rules.js';
import { connectSaving } from './views/saving.js';
import { Tabs } from './views/tabs.js';
import { say } from './views/toast.js';
import { TryView } from './views/try.js';
import { en } from './words/en.js';
import type { Words } from './words/words.js';
import { zh } from './words/zh.js';

const typingPauseMs = 250;
const lintPauseMs = 900;

class Page implements Studio {
  readonly state: State = {
    text: '',
    loadedText: '',
    origin: '',
    policy: {},
    compiled: null,
    warnings: [],
  };
  words: Words = firstWords();
  readonly live = new EngineClient();
  readonly background = new EngineClient();
  readonly editor: PolicyEditor;
  readonly #tabs: Tabs;
  readonly #rules: RulesView;
  readonly #form: RuleForm;
  readonly #try: TryView;
  readonly #past: PastView;
  #savedText = '';
  #templates: Template[] = [];
  #engineFailed = false;

  readonly #compile = new Latest<string>((text) => this.#compileText(text));
  readonly #lint = new Latest<string>((text) => this.#lintText(text));
  readonly #lintLater = debounced(lintPauseMs, () => {
    this.#lint.run(this.state.text);
  });
  readonly #textChanged = debounced(typingPauseMs, () => {
    this.#takeText();
  });

  constructor() {
    sayWords(this.words);
    const schema = new PolicySchema(schemaJson as Schema);
    this.editor = new PolicyEditor(
      byId('policy-editor'),
      schema,
      this.#editorWords(),
      this.#textChanged,
    );
    this.#rules = new RulesView(this);
    this.#try = new TryView(this);
    this.#past = new PastView(this);
    this.#tabs = new Tabs((view) => {
      if (view === 'past') this.#past.render();
      if (view === 'file') this.editor.view.requestMeasure();
    });
    this.#form = new RuleForm(this, (id) => {
      this.#takeText();
      this.show('rules');
      this.#rules.reveal(id);
    });
    this.#connect();
  }

  async start(): Promise<void> {
    this.#templates = await listTemplates().catch(() => []);
    this.#drawTemplates();
    const engines = [this.live, this.background].map((engine) => engine.call('start', {}));
    await Promise.allSettled(engines);
    try {
      const shared = await fromFragment(location.hash);
      if (shared) {
        this.load(shared.policy, this.words.unnamed);
        this.#try.fill({ comment: shared.comment, post: shared.post });
        this.say(this.words.fromLink);
        return;
      }
    } catch {
      this.say(this.words.brokenLink);
    }
    const [first] = this.#templates;
    if (first) this.load(await readTemplate(first), this.#templateName(first));
  }

  load(text: string, origin: string): void {
    const before = {
      text: this.editor.text,
      loaded: this.state.loadedText,
      origin: this.state.origin,
    };
    this.editor.load(text);
    this.state.loadedText = this.editor.text;
    this.state.origin = origin;
    this.#savedText = this.editor.text;
    this.#takeText();
    if (before.text === '') return;
    this.say(this.words.loaded(origin), () => {
      this.editor.load(before.text);
      this.state.loadedText = before.loaded;
      this.state.origin = before.origin;
      this.#takeText();
    });
  }

  change(edits: readonly Edit[], said: string): void {
    this.editor.edit(edits);
    this.#takeText();
    this.say(said, () => {
      this.editor.undo();
      this.#takeText();
    });
  }

  saved(): void {
    this.#savedText = this.editor.text;
  }

  show(view: View): void {
    this.#tabs.show(view);
  }

  showInFile(path: Path): void {
    const range = rangeOf(this.editor.text, path);
    this.show('file');
    if (range) this.editor.show(range);
  }

  tryRequest(request: CheckRequest): void {
    this.show('try');
    this.#try.fill(request);
    byId('try').scrollIntoView({ block: 'nearest' });
  }

  editRule(at: number | null): void {
    if (this.#form.open(at) || at === null) return;
    this.showInFile(['rules', at]);
  }

  say(text: string, undo?: () => void): void {
    say(text, undo && { label: this.words.undo, work: undo });
  }

  #takeText(): void {
    const { text } = this.editor;
    if (text === this.state.text && this.state.compiled) return;
    this.state.text = text;
    this.state.policy = readPolicy(text) ?? this.state.policy;
    this.state.compiled = null;
    this.#drawState();
    this.#rules.render();
    this.#compile.run(text);
  }

  async #compileText(text: string): Promise<void> {
    try {
      const compiled = await this.live.call('compile', { text });
      if (text !== this.editor.text) return;
      this.state.compiled = compiled;
      this.state.warnings = [];
    } catch {
      this.#engineFailed = true;
    }
    this.#showCompiled();
    this.#try.refresh();
    this.#lintLater();
  }

  async #lintText(text: string): Promise<void> {
    if (this.state.compiled?.errors.length !== 0) return;
    const warnings = await this.background.call('lint', { text }).catch(() => []);
    if (text !== this.editor.text) return;
    this.state.warnings = warnings;
    this.#showCompiled();
  }

  #showCompiled(): void {
    this.editor.setErrors(this.state.compiled?.errors ?? [], this.state.warnings);
    this.#drawState();
    this.#rules.render();
    if (document.body.dataset['view'] === 'past') this.#past.render();
  }

  #drawState(): void {
    const { compiled, policy, warnings } = this.state;
    const { words } = this;
    byId('policy-name').textContent = policy.name ?? words.unnamed;
    const state = byId('policy-state');
    const count = compiled?.errors.length ?? 0;
    if (this.#engineFailed) {
      state.dataset['state'] = 'fails';
      state.textContent = words.engineFailed;
    } else if (!compiled) {
      state.dataset['state'] = 'busy';
      state.textContent = words.checking;
    } else if (count > 0) {
      state.dataset['state'] = 'fails';
      state.textContent = words.problems(count);
    } else {
      state.dataset['state'] = 'works';
      const hints = warnings.length > 0 ? ` · ${words.warnings(warnings.length)}` : '';
      state.textContent = words.policyWorks + hints;
    }
  }

  #connect(): void {
    byId('policy-state').addEventListener('click', () => {
      const first = [...(this.state.compiled?.errors ?? []), ...this.state.warnings][0];
      this.show('file');
      if (first) this.editor.showError(first);
    });
    byId('start').addEventListener('click', () => {
      byId('start-dialog', HTMLDialogElement).showModal();
    });
    const file = byId('policy-file', HTMLInputElement);
    byId('open').addEventListener('click', () => {
      file.click();
    });
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? [];
      file.value = '';
      if (chosen) void this.#openFile(chosen);
    });
    byId('other-language').addEventListener('click', () => {
      this.words = this.words === en ? zh : en;
      this.#speak();
    });
    connectSaving(this, () => ({ comment: this.#try.comment.text, post: this.#try.post() }));
    this.#drawOtherLanguage();
    addEventListener('beforeunload', (event) => {
      if (this.editor.text !== this.#savedText) event.preventDefault();
    });
  }

  async #openFile(file: File): Promise<void> {
    const text = await file.text();
    if (!readPolicy(text)) {
      this.say(this.words.unreadableFile(file.name));
      return;
    }
    this.load(text, file.name);
  }

  #speak(): void {
    sayWords(this.words);
    this.editor.setWords(this.#editorWords());
    this.#drawOtherLanguage();
    this.#drawTemplates();
    this.#drawState();
    this.#rules.render();
    this.#try.refresh();
    this.#past.render();
  }

  #drawOtherLanguage(): void {
    const other = byId('other-language');
    other.textContent = this.words === en ? '中文' : 'English';
    other.lang = this.words === en ? 'zh-Hans' : 'en';
  }

  #drawTemplates(): void {
    const items = this.#templates.map((template) => {
      const choose = create(
        'button',
        { type: 'button', 'data-template': template.id },
        create('strong', {}, this.#templateName(template)),
        create('span', {}, this.words.templates[template.id]?.about ?? template.name),
      );
      choose.addEventListener('click', () => {
        byId('start-dialog', HTMLDialogElement).close();
        void readTemplate(template).then((text) => {
          this.load(text, this.#templateName(template));
        });
      });
      return create('li', {}, choose);
    });
    byId('templates').replaceChildren(...items);
  }

  #templateName({ id, name }: Template): string {
    return this.words.templates[id]?.name ?? name;
  }

  #editorWords(): { label: string; allowed: string } {
    return { label: this.words.fileLabel, allowed: this.words.allowedValues };
  }
}

/** `?language=zh` or the browser's own. */
function firstWords(): Words {
  const asked = new URLSearchParams(location.search).get('language') ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? zh : en;
}

void new Page().start();
