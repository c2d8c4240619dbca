// Forms and documents let named children shadow their own members: on a WordPress page
// `form.submit` is a button. These helpers always take the member from the prototype. They also
// serve nodes of same-origin frames, for which `instanceof` is of no use.

import { safely } from './complain.js';

type Root = Document | DocumentFragment | Element;

const elementType = 1;
const documentType = 9;
const fragmentType = 11;

export function query(root: Root, selector: string): Element | null {
  return prototypeOf(root).querySelector.call(root, selector);
}

export function queryAll(root: Root, selector: string): Element[] {
  return [...prototypeOf(root).querySelectorAll.call(root, selector)];
}

/** A property of a document itself, whatever its forms or images are called. */
export function ofDocument<Name extends keyof Document>(
  name: Name,
  owner: Document = document,
): Document[Name] {
  return Reflect.get(Document.prototype, name, owner) as Document[Name];
}

export function isElement(value: unknown): value is Element {
  return isNode(value) && nodeType(value) === elementType;
}

export function isText(node: Node): node is Text {
  return nodeType(node) === 3;
}

export function isDocument(value: unknown): value is Document {
  return isNode(value) && nodeType(value) === documentType;
}

/** In lower case, also for a form with a child of that name. */
export function tagOf(element: Element): string {
  return Reflect.get(Element.prototype, 'localName', element) as string;
}

export function parentOf(node: Node): Element | null {
  return Reflect.get(Node.prototype, 'parentElement', node) as Element | null;
}

export function isConnected(node: Node): boolean {
  const view = documentOf(node).defaultView;
  return view !== null && (Reflect.get(Node.prototype, 'isConnected', node) as boolean);
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

export function documentOf(node: Node): Document {
  return isDocument(node) ? node : (Reflect.get(Node.prototype, 'ownerDocument', node) as Document);
}

export function windowOf(node: Node): Window & typeof globalThis {
  return (ofDocument('defaultView', documentOf(node)) ?? window) as Window & typeof globalThis;
}

/** The document or shadow root that an element lives in. */
export function rootOf(node: Node): Document | ShadowRoot {
  const root = Node.prototype.getRootNode.call(node);
  return isShadowRoot(root) ? root : documentOf(node);
}

export function isShadowRoot(node: Node): node is ShadowRoot {
  return nodeType(node) === fragmentType && 'host' in node;
}

/** The element behind an element's own parent: a shadow root's host, or a frame around a document. */
export function outerOf(element: Element): Element | null {
  const root = rootOf(element);
  if (isShadowRoot(root)) return root.host;
  try {
    return windowOf(element).frameElement;
  } catch {
    return null;
  }
}

export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options: AddEventListenerOptions,
): void {
  EventTarget.prototype.addEventListener.call(target, type, safely(listener), options);
}

/**
 * Changes an element's text in place. While somebody types no node may leave the page: in
 * Chromium any removal, anywhere, cuts what is being typed into many small undo steps.
 */
export function setText(element: Element, text: string): void {
  const { firstChild } = element;
  if (!firstChild || !isText(firstChild)) element.append(text);
  else if (firstChild.data !== text) firstChild.data = text;
}

/** Builds an element; text is only ever text. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  return createIn(document, name, attributes, ...children);
}

export function createIn<Name extends keyof HTMLElementTagNameMap>(
  owner: Document,
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Document.prototype.createElement.call(owner, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element as HTMLElementTagNameMap[Name];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

function nodeType(node: Node): number {
  try {
    return Reflect.get(Node.prototype, 'nodeType', node) as number;
  } catch {
    return 0;
  }
}

function prototypeOf(root: Root): ParentNode {
  if (isDocument(root)) return Document.prototype;
  return isElement(root) ? Element.prototype : DocumentFragment.prototype;
}
