// The widget's looks. Sheets are adopted: a page that forbids inline styles has nothing
// against them. Colours come from the page's own text colour, so that the panel fits light
// and dark pages alike; a theme sets the custom properties or uses ::part.

const css = `
:host {
  display: block !important;
  position: static !important;
  margin: 0;
  --accent: var(--precheck-accent, #b45309);
  --stop: var(--precheck-stop, #c02626);
  --note: var(--precheck-note, #1d6fb8);
  --fine: var(--precheck-fine, #1f7a45);
  --button: #24292f;
  --button-text: #fff;
  --line: var(--precheck-line, color-mix(in srgb, currentColor 18%, transparent));
  --soft: var(--precheck-soft, color-mix(in srgb, currentColor 72%, transparent));
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
[part="mark"] {
  --tone: var(--accent);
  color: transparent;
  border-radius: 2px;
  background: color-mix(in srgb, var(--tone) 16%, transparent);
  text-decoration: underline 2px var(--tone);
  text-underline-offset: .22em;
  text-decoration-skip-ink: none;
}

[data-action="advise"] { --tone: var(--note); }
[data-action="warn"] { --tone: var(--accent); }
[data-action="hold"], [data-action="reject"] { --tone: var(--stop); }

[part="panel"] {
  box-sizing: border-box;
  margin-block: .6em 1em;
  border: 1px solid var(--line);
  border-inline-start: 4px solid var(--tone);
  border-radius: var(--precheck-radius, 8px);
  padding: .8em 1em .9em;
  background: var(--precheck-background, color-mix(in srgb, currentColor 3%, transparent));
  font-size: .9375em;
  line-height: 1.5;
  overflow-wrap: anywhere;
}
[part="summary"] { margin: 0; font-weight: 650; }
[part="summary"]:focus-visible { outline: 2px solid currentColor; outline-offset: 4px; border-radius: 2px; }
[part="held"] { margin: .1em 0 0; color: var(--soft); }
[part="findings"] { list-style: none; margin: 0; padding: 0; }
[part="finding"] { margin: .75em 0 0; padding: .75em 0 0; border-block-start: 1px solid var(--line); }
[part="finding"] p { margin: .3em 0 0; }
[part="words"] { margin: 0 0 .3em; display: flex; flex-wrap: wrap; gap: .3em .5em; }
[part="word"] {
  padding: 0 .35em;
  border-radius: 3px;
  background: color-mix(in srgb, var(--tone) 14%, transparent);
  box-shadow: inset 0 -2px var(--tone);
}
[part="finding"] [part="message"] { margin: 0; font-weight: 550; }
[part="quote"], [part="example"] { color: var(--soft); font-size: .94em; }
[part="quote"] q, [part="example"] q { quotes: none; font-style: italic; }
:lang(zh) q, :lang(ja) q { font-style: normal !important; }
a { color: inherit; text-underline-offset: .15em; }
a:focus-visible, button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
[part="next"] { margin: .75em 0 0; padding: .75em 0 0; border-block-start: 1px solid var(--line); }
[part="actions"] { display: flex; flex-wrap: wrap; gap: .6em; margin: .9em 0 0; }
button {
  font: inherit;
  font-weight: 600;
  min-block-size: 2.6em;
  padding: .35em 1.1em;
  border: 1px solid currentColor;
  border-radius: var(--precheck-radius, 8px);
  cursor: pointer;
  color: inherit;
  background: transparent;
}
[part="edit"] {
  border-color: transparent;
  color: var(--button-text);
  background: var(--button);
}
[part="ready"] { margin: .4em 0 0; font-size: .875em; color: var(--soft); }
[part="ready"]::before { content: "✓\\a0" / ""; color: var(--fine); font-weight: 700; }

@media (prefers-reduced-motion: no-preference) {
  [part="panel"] { animation: appear .14s ease-out; }
  @keyframes appear { from { opacity: 0; translate: 0 -3px; } }
}
@media (forced-colors: active) {
  [part="mark"] { forced-color-adjust: none; text-decoration-color: Mark; background: none; }
  [part="word"] { box-shadow: none; border-block-end: 2px solid CanvasText; }
  [part="panel"] { border-inline-start-color: CanvasText; }
  button { border-color: ButtonText !important; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all boxes of a page. */
export function adoptStyles(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}
