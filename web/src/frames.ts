// Focus anywhere a script may look: in a document, its open shadow roots and same-origin frames.
import { isDocument, isElement, listen, ofDocument, queryAll, tagOf } from './dom.js';
import { type Field, fieldOf, isField } from './field.js';

/** A document that a script fills anew loses its listeners, so they are always set anew. */
const listening = new WeakMap<Document, AbortController>();

/** Calls back with each field that gets the focus, now and later. */
export function onFieldFocus(root: Document, meet: (field: Field) => void): void {
  listening.get(root)?.abort();
  const stop = new AbortController();
  listening.set(root, stop);
  const options = { capture: true, signal: stop.signal };

  function consider(candidate: unknown): void {
    if (isField(candidate)) meet(candidate);
  }

  function enter(frame: unknown): void {
    const inside = isElement(frame) && tagOf(frame) === 'iframe' ? documentIn(frame) : null;
    if (inside) onFieldFocus(inside, meet);
  }

  listen(
    root,
    'focusin',
    (event) => {
      consider(fieldOf(event));
    },
    options,
  );
  listen(
    root,
    'load',
    ({ target }) => {
      enter(target);
    },
    options,
  );
  // The focus that goes into a frame tells nobody here but the window that loses it.
  listen(
    ofDocument('defaultView', root) ?? root,
    'blur',
    () => {
      setTimeout(() => {
        enter(activeIn(root));
      });
    },
    { signal: stop.signal },
  );
  for (const frame of queryAll(root, 'iframe')) enter(frame);
  consider(activeIn(root));
}

/** Null for a frame of another site: that is out of every script's reach. */
function documentIn(frame: Element): Document | null {
  try {
    const { contentDocument } = frame as HTMLIFrameElement;
    return isDocument(contentDocument) ? contentDocument : null;
  } catch {
    return null;
  }
}

/** What has the focus, also inside open shadow roots. */
function activeIn(root: Document): Element | null {
  let active = ofDocument('activeElement', root);
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
