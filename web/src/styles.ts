// The widget's looks. Sheets are adopted: a page that forbids inline styles has nothing
// against them.
import { documentOf, windowOf } from './dom.js';
import highlightCss from './highlights.css';
import panelCss from './panel.css';

type Sheets = WeakMap<Document, CSSStyleSheet>;

const panelSheets: Sheets = new WeakMap();
const highlightSheets: Sheets = new WeakMap();

/** One sheet for all boxes of a document. */
export function adoptStyles(root: ShadowRoot): void {
  root.adoptedStyleSheets = [sheetFor(root, panelSheets, panelCss)];
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
