// Pages move boxes, redraw around them and throw them away, and tell nobody.
import { safely } from './complain.js';
import { isElement, outerOf, rootOf } from './dom.js';

/** Calls back after changes to the trees that a box stands in, until the signal aborts. */
export function watchSurroundings(field: Element, onChange: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(safely(onChange));
  // A box in a shadow root or frame goes with its host, which stands in the tree around.
  for (let at: Element | null = field; isElement(at); at = outerOf(at)) {
    observer.observe(rootOf(at), { childList: true, subtree: true });
  }
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
}
