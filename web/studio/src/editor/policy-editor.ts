// The policy file's editor. It lives in a shadow root: there CodeMirror adopts its style sheets,
// where in the page itself it would need <style> elements, which a strict content policy forbids.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Edit } from 'jsonc-parser';
import type { PolicyError } from '../engine/protocol.js';
import type { Range } from '../policy/document.js';
import type { PolicySchema } from '../policy/schema.js';
import { completionsFrom, hintFrom } from './completion.js';
import { diagnosticFrom } from './diagnostics.js';
import { theme } from './theme.js';

export interface EditorWords {
  readonly label: string;
  readonly allowed: string;
}

export class PolicyEditor {
  readonly view: EditorView;
  readonly #words = new Compartment();

  constructor(
    host: HTMLElement,
    readonly schema: PolicySchema,
    words: EditorWords,
    changed: () => void,
  ) {
    const root = host.attachShadow({ mode: 'open' });
    this.view = new EditorView({
      root,
      parent: root,
      extensions: [
        lineNumbers(),
        foldGutter(),
        codeFolding(),
        lintGutter(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        EditorState.tabSize.of(2),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        json(),
        autocompletion({ override: [completionsFrom(schema)], icons: false }),
        this.#words.of(this.#wordsExtension(words)),
        // Tab is left alone: it leads out of the editor.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed();
        }),
        theme,
        EditorView.theme({ '&': { height: '100%' } }),
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another policy. `undo` brings the one before back. */
  load(text: string): void {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text.replaceAll('\r\n', '\n') },
      selection: { anchor: 0 },
      annotations: Transaction.addToHistory.of(true),
      scrollIntoView: true,
    });
  }

  edit(edits: readonly Edit[]): void {
    this.view.dispatch({
      changes: edits.map(({ offset, length, content }) => ({
        from: offset,
        to: offset + length,
        insert: content,
      })),
      userEvent: 'input.studio',
    });
  }

  undo(): void {
    undo(this.view);
  }

  redo(): void {
    redo(this.view);
  }

  show({ from, to }: Range): void {
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 40 }),
    });
    this.view.focus();
  }

  showError(error: PolicyError): void {
    const { from, to } = diagnosticFrom(this.view.state, error, 'error');
    this.show({ from, to });
  }

  setErrors(errors: readonly PolicyError[], warnings: readonly PolicyError[]): void {
    const { state } = this.view;
    const diagnostics: Diagnostic[] = [
      ...errors.map((error) => diagnosticFrom(state, error, 'error')),
      ...warnings.map((warning) => diagnosticFrom(state, warning, 'warning')),
    ];
    this.view.dispatch(setDiagnostics(state, diagnostics));
  }

  setWords(words: EditorWords): void {
    this.view.dispatch({ effects: this.#words.reconfigure(this.#wordsExtension(words)) });
  }

  #wordsExtension({ label, allowed }: EditorWords) {
    return [
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
      hoverTooltip(hintFrom(this.schema, allowed)),
    ];
  }
}
