// The comment box of the Studio: plain text in which the found words are marked.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from '@codemirror/view';
import type { Mark } from '../../../src/spans.js';
import { theme } from './theme.js';

export interface CommentWords {
  readonly label: string;
  readonly placeholder: string;
}

const setMarks = StateEffect.define<DecorationSet>();

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const replaced = transaction.effects.find((effect) => effect.is(setMarks));
    return replaced ? replaced.value : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class CommentEditor {
  readonly view: EditorView;
  readonly #words = new Compartment();

  constructor(host: HTMLElement, words: CommentWords, changed: () => void) {
    const root = host.attachShadow({ mode: 'open' });
    this.view = new EditorView({
      root,
      parent: root,
      extensions: [
        history(),
        marksField,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        this.#words.of(wordsExtension(words)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed();
        }),
        EditorView.theme({
          '&': { fontSize: '1rem' },
          '.cm-scroller': { fontFamily: 'var(--sans)', minHeight: '6.5rem', maxHeight: '22rem' },
          '.cm-content': { padding: '0.7rem 0.35rem' },
        }),
        theme,
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  mark(marks: readonly Mark[]): void {
    const { length } = this.view.state.doc;
    const decorations = marks
      .filter(({ interval: [begin, end] }) => begin < end && end <= length)
      .map(({ finding, interval: [begin, end] }) =>
        Decoration.mark({ class: `cm-mark cm-mark-${finding.action}` }).range(begin, end),
      );
    this.view.dispatch({ effects: setMarks.of(Decoration.set(decorations, true)) });
  }

  setWords(words: CommentWords): void {
    this.view.dispatch({ effects: this.#words.reconfigure(wordsExtension(words)) });
  }
}

function wordsExtension({ label, placeholder: hint }: CommentWords): Extension {
  return [
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', tabindex: '0' }),
    placeholder(hint),
  ];
}
