// The editors' looks. Colours are the page's own custom properties, which reach into shadow roots.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-value)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--soft)' },
  { tag: tags.invalid, color: 'var(--stop)' },
]);

const looks = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--field)', fontSize: '0.86rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'var(--selection)' },
  '.cm-gutters': { backgroundColor: 'var(--field)', color: 'var(--soft)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--active-line)' },
  '.cm-foldPlaceholder': { backgroundColor: 'transparent', border: '0', color: 'var(--soft)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)' },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--card)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: '0 6px 24px rgb(0 0 0 / .16)',
    maxWidth: 'min(30rem, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25em 0.7em' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--on-accent)',
    backgroundColor: 'var(--accent)',
  },
  '.cm-completionInfo': { padding: '0.5em 0.8em', fontFamily: 'var(--sans)' },
  '.cm-hint': { padding: '0.55em 0.8em', fontFamily: 'var(--sans)', lineHeight: '1.45' },
  '.cm-hint code': { fontFamily: 'var(--mono)' },
  '.cm-hint p': { margin: '0.2em 0 0' },
  '.cm-diagnostic': { padding: '0.5em 0.8em', fontFamily: 'var(--sans)', lineHeight: '1.45' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--stop)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-lintRange-error, .cm-lintRange-warning': { backgroundImage: 'none' },
  '.cm-lintRange-error': {
    textDecoration: 'underline wavy var(--stop)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    textDecoration: 'underline wavy var(--warn)',
    textUnderlineOffset: '3px',
  },
  // CodeMirror's own markers are data: images, which the content policy does not allow.
  '.cm-lint-marker': { width: '0.6em', height: '0.6em', margin: '0.45em 0.1em' },
  '.cm-lint-marker-error': {
    content: 'normal',
    borderRadius: '50%',
    backgroundColor: 'var(--stop)',
  },
  '.cm-lint-marker-warning': {
    content: 'normal',
    transform: 'rotate(45deg)',
    backgroundColor: 'var(--warn)',
  },
  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--card)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-textfield': {
    color: 'var(--text)',
    backgroundColor: 'var(--field)',
    border: '1px solid var(--field-line)',
  },
  '.cm-button': {
    color: 'var(--text)',
    backgroundImage: 'none',
    backgroundColor: 'var(--quiet)',
    border: '1px solid var(--line)',
  },
  '.cm-mark': {
    borderRadius: '2px',
    backgroundColor: 'color-mix(in srgb, var(--tone) 16%, transparent)',
    textDecoration: 'underline 2px var(--tone)',
    textUnderlineOffset: '0.22em',
  },
  '.cm-mark-advise': { '--tone': 'var(--advise)' },
  '.cm-mark-warn': { '--tone': 'var(--warn)' },
  '.cm-mark-hold, .cm-mark-reject': { '--tone': 'var(--stop)' },
  '.cm-placeholder': { color: 'var(--soft)' },
});

export const theme = [looks, syntaxHighlighting(colours)];
