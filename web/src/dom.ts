// Forms and documents let named children shadow their own members: on a WordPress page
// `form.submit` is a button. These helpers always take the member from the prototype.

type Root = Document | DocumentFragment | Element;

export function query(root: Root, selector: string): Element | null {
  return prototypeOf(root).querySelector.call(root, selector);
}

export function queryAll(root: Root, selector: string): Element[] {
  return [...prototypeOf(root).querySelectorAll.call(root, selector)];
}

/** A property of the document itself, whatever forms or images are called. */
export function ofDocument<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(Document.prototype, name, document) as Document[Name];
}

export function attribute(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}

export function matches(element: Element, selector: string): boolean {
  return Element.prototype.matches.call(element, selector);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

/** The document or shadow root that an element lives in. */
export function rootOf(node: Node): Document | ShadowRoot {
  const root = Node.prototype.getRootNode.call(node);
  return root instanceof ShadowRoot ? root : document;
}

export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options: AddEventListenerOptions,
): void {
  EventTarget.prototype.addEventListener.call(target, type, listener, options);
}

export function requestSubmit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  HTMLFormElement.prototype.requestSubmit.call(form, submitter);
}

/**
 * Changes an element's text in place. While somebody types no node may leave the page: in
 * Chromium any removal, anywhere, cuts what is being typed into many small undo steps.
 */
export function setText(element: Element, text: string): void {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.append(text);
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Builds an element; text is only ever text. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Document.prototype.createElement.call(document, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element as HTMLElementTagNameMap[Name];
}

function prototypeOf(root: Root): ParentNode {
  if (root instanceof Document) return Document.prototype;
  return root instanceof Element ? Element.prototype : DocumentFragment.prototype;
}
