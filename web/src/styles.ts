// The widget's looks. Sheets are adopted: a page that forbids inline styles has nothing
// against them. Colours come from the page's own text colour, so that the panel fits light
// and dark pages alike; a theme sets the custom properties or uses ::part.
import { documentOf, windowOf } from './dom.js';

const css = `
:host {
  display: block !important;
  position: static !important;
  visibility: visible !important;
  flex: none;
  grid-column: 1 / -1;
  align-self: stretch;
  margin: 0;
  padding: 0;
  border: 0;
  --accent: var(--precheck-accent, #b45309);
  --stop: var(--precheck-stop, #c02626);
  --note: var(--precheck-note, #1d6fb8);
  --fine: var(--precheck-fine, #1f7a45);
  --tip: var(--precheck-tip, #fff);
  --tip-text: var(--precheck-tip-text, #1f2328);
  --button: #24292f;
  --button-text: #fff;
  --line: var(--precheck-line, color-mix(in srgb, currentColor 14%, transparent));
  --soft: var(--precheck-soft, color-mix(in srgb, currentColor 74%, transparent));
  --radius: var(--precheck-radius, 10px);
  color: var(--precheck-text, inherit);
  font: var(--precheck-font, inherit);
  text-align: start;
  text-transform: none;
  letter-spacing: normal;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --accent: var(--precheck-accent, light-dark(#b45309, #f0a13a));
    --stop: var(--precheck-stop, light-dark(#c02626, #ff8a80));
    --note: var(--precheck-note, light-dark(#1d6fb8, #7cb8f0));
    --fine: var(--precheck-fine, light-dark(#1f7a45, #6fcf97));
    --tip: var(--precheck-tip, light-dark(#fff, #2b2f36));
    --tip-text: var(--precheck-tip-text, light-dark(#1f2328, #eceff3));
    --button: light-dark(#24292f, #eceff3);
    --button-text: light-dark(#fff, #16181c);
  }
}
[hidden] { display: none !important; }
::slotted([slot="status"]) {
  position: absolute !important;
  inline-size: 1px !important;
  block-size: 1px !important;
  overflow: hidden !important;
  clip-path: inset(50%) !important;
  white-space: nowrap !important;
}
.surface { position: relative; }
p { margin: 0; }

[part="marks"] {
  position: absolute;
  z-index: 1;
  overflow: hidden;
  pointer-events: none;
  user-select: none;
}
[part="marks"] > div {
  box-sizing: border-box;
  border: 0 solid transparent;
  color: transparent;
  background: none;
  text-shadow: none;
}
[part~="mark"] {
  --tone: var(--accent);
  color: transparent;
  border-radius: 2px;
  background: color-mix(in srgb, var(--tone) 16%, transparent);
  text-decoration: underline 2px var(--tone);
  text-underline-offset: .22em;
  text-decoration-skip-ink: none;
}
[part~="rectangle"] { position: absolute; border-block-end: 2px solid var(--tone); }

[data-action="advise"] { --tone: var(--note); }
[data-action="warn"] { --tone: var(--accent); }
[data-action="hold"], [data-action="reject"] { --tone: var(--stop); }

[part="panel"] {
  box-sizing: border-box;
  margin-block: .6em 1em;
  border: 1px solid color-mix(in srgb, var(--tone) 32%, transparent);
  border-radius: var(--radius);
  padding: .9em 1.1em 1em;
  background: var(--precheck-background, color-mix(in srgb, var(--tone) 4%, transparent));
  font-size: .9375em;
  line-height: 1.5;
  overflow-wrap: anywhere;
}
[part="summary"] { display: flex; gap: .6em; align-items: baseline; font-weight: 650; }
[part="summary"]::before {
  content: "!" / "";
  flex: none;
  inline-size: 1.35em;
  font-size: .85em;
  line-height: 1.35em;
  border-radius: 50%;
  text-align: center;
  font-weight: 800;
  color: var(--tone);
  box-shadow: inset 0 0 0 1.5px var(--tone);
}
[data-action="advise"] > [part="summary"]::before { content: "i" / ""; }
[part="summary"]:focus-visible, [part="mistake-noted"]:focus-visible {
  outline: 2px solid currentColor; outline-offset: 4px; border-radius: 2px;
}
[part="held"] { margin-block-start: .1em; color: var(--soft); }
[part="actions"] { display: flex; flex-wrap: wrap; gap: .6em; margin-block: .8em .2em; }
[part="findings"] { list-style: none; margin: 0; padding: 0; }
[part="finding"] {
  position: relative;
  margin-block-start: .85em;
  padding-block-start: .85em;
  border-block-start: 1px solid var(--line);
}
[part="finding"][data-current]::before {
  content: "";
  position: absolute;
  inset-block: .85em 0;
  inset-inline-start: -.65em;
  inline-size: 3px;
  border-radius: 2px;
  background: var(--tone);
}
[part="words"] { margin-block-end: .4em; display: flex; flex-wrap: wrap; gap: .35em .5em; }
[part="word"] {
  padding: .05em .4em;
  border-radius: 4px;
  background: color-mix(in srgb, var(--tone) 13%, transparent);
  box-shadow: inset 0 -2px var(--tone);
}
[part="message"] { font-weight: 600; }
[part="advice"] { margin-block-start: .25em; }
[part="more"] { margin-block-start: .45em; font-size: .94em; }
[part="more-toggle"] {
  inline-size: fit-content;
  padding-block: .2em;
  cursor: pointer;
  color: var(--soft);
}
[part="quote"], [part="example"] {
  margin-block-start: .4em;
  padding-inline-start: .8em;
  border-inline-start: 2px solid var(--line);
  color: var(--soft);
}
[part="example"] { border-inline-start-color: var(--fine); }
[part="quote-label"], [part="example-label"] { font-weight: 600; }
q { quotes: none; font-style: italic; }
q:lang(zh), q:lang(ja), q:lang(ar), :is(:lang(zh), :lang(ja), :lang(ar)) q { font-style: normal; }
a { color: inherit; text-underline-offset: .15em; white-space: nowrap; }
:is(a, button, summary):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 3px; }
[part="next"] {
  margin-block-start: .85em;
  padding-block-start: .85em;
  border-block-start: 1px solid var(--line);
  color: var(--soft);
}
[part="strikes"] { display: flex; flex-wrap: wrap; gap: .3em .7em; align-items: center; font-weight: 600; }
[part="strike-dots"] { display: inline-flex; gap: .25em; }
[part="strike-dots"] i {
  inline-size: .62em;
  block-size: .62em;
  border-radius: 50%;
  box-shadow: inset 0 0 0 1.5px var(--tone);
}
[part="strike-dots"] i[data-taken] { background: var(--tone); }
button {
  font: inherit;
  color: inherit;
  cursor: pointer;
  background: transparent;
}
[part="edit"], [part="post-anyway"] {
  font-weight: 600;
  min-block-size: 2.6em;
  padding: .35em 1.15em;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * .8);
}
[part="post-anyway"] { border-color: color-mix(in srgb, currentColor 45%, transparent); }
[part="edit"] {
  border-color: transparent;
  color: var(--button-text);
  background: var(--button);
}
[part="mistake"] {
  margin: .35em 0 0;
  padding: .2em 0;
  min-block-size: 24px;
  border: 0;
  font-size: .88em;
  color: var(--soft);
  text-decoration: underline;
  text-decoration-color: var(--line);
  text-underline-offset: .2em;
}
[part="mistake"]:hover { text-decoration-color: currentColor; }
[part="mistake-noted"] { margin-block-start: .5em; font-size: .88em; color: var(--soft); }
[part="ready"] { margin: .4em 0 0; font-size: .875em; color: var(--soft); }
[part="ready"]::before { content: "✓\\a0" / ""; color: var(--fine); font-weight: 700; }

[part="tip"] {
  position: absolute;
  z-index: 2;
  box-sizing: border-box;
  inline-size: max-content;
  max-inline-size: min(26em, 100%);
  padding: .6em .85em;
  border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent);
  border-radius: calc(var(--radius) * .8);
  color: var(--tip-text);
  background: var(--tip);
  box-shadow: 0 4px 18px rgb(0 0 0 / .16);
  font-size: .875em;
  line-height: 1.45;
}
[part="tip-message"] { font-weight: 600; }
[part="tip-advice"] { margin-block-start: .2em; }

@media (prefers-reduced-motion: no-preference) {
  [part="panel"], [part="tip"] { animation: appear .14s ease-out; }
  @keyframes appear { from { opacity: 0; translate: 0 -3px; } }
}
@media (forced-colors: active) {
  [part~="mark"] { forced-color-adjust: none; text-decoration-color: Mark; background: none; }
  [part="word"] { box-shadow: none; border-block-end: 2px solid CanvasText; }
  [part="panel"], [part="tip"] { border-color: CanvasText; }
  [part="strike-dots"] i { border: 1px solid CanvasText; }
  [part="strike-dots"] i[data-taken] { forced-color-adjust: none; background: CanvasText; }
  [part="edit"], [part="post-anyway"] { border-color: ButtonText; }
}
`;

const highlightCss = `
::highlight(precheck-advise) {
  background-color: color-mix(in srgb, var(--precheck-note, #3584c8) 16%, transparent);
  text-decoration: underline 2px var(--precheck-note, #3584c8);
}
::highlight(precheck-warn) {
  background-color: color-mix(in srgb, var(--precheck-accent, #c2680f) 16%, transparent);
  text-decoration: underline 2px var(--precheck-accent, #c2680f);
}
::highlight(precheck-hold), ::highlight(precheck-reject) {
  background-color: color-mix(in srgb, var(--precheck-stop, #d5433f) 16%, transparent);
  text-decoration: underline 2px var(--precheck-stop, #d5433f);
}
`;

type Sheets = WeakMap<Document, CSSStyleSheet>;

const panelSheets: Sheets = new WeakMap();
const highlightSheets: Sheets = new WeakMap();

/** One sheet for all boxes of a document. */
export function adoptStyles(root: ShadowRoot): void {
  root.adoptedStyleSheets = [sheetFor(root, panelSheets, css)];
}

/** Highlights are styled where the marked text stands. */
export function adoptHighlightStyles(root: Document | ShadowRoot): void {
  const sheet = sheetFor(root, highlightSheets, highlightCss);
  if (root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** A sheet belongs to one document, so each frame has its own. */
function sheetFor(root: Document | ShadowRoot, sheets: Sheets, text: string): CSSStyleSheet {
  const owner = documentOf(root);
  const known = sheets.get(owner);
  if (known) return known;
  const view = windowOf(root);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.set(owner, sheet);
  return sheet;
}
