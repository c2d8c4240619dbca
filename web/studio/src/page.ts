// Finding the page's elements, and saying its words.
import { create } from '../../src/dom.js';
import type { PageWord, Words } from './words/words.js';

type Constructor<Kind> = new () => Kind;

/** The element with this id. That it is missing is a mistake in index.html. */
export function byId(id: string): HTMLElement;
export function byId<Kind extends HTMLElement>(id: string, kind: Constructor<Kind>): Kind;
export function byId(id: string, kind: Constructor<HTMLElement> = HTMLElement): HTMLElement {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no such element: ${id}`);
  return element;
}

/** Fills in every word of the skeleton. */
export function sayWords(words: Words): void {
  document.documentElement.lang = words.language;
  document.title = words.page.title;
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = words.page[element.dataset['word'] as PageWord];
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    const word = words.page[element.dataset['label'] as PageWord];
    element.setAttribute('aria-label', word);
    if (element instanceof HTMLInputElement) element.placeholder = word;
  }
}

type Handler = () => void;

export function button(
  text: string,
  pressed: Handler,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = create('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', pressed);
  return made;
}

/** Text with some of it marked, in the tone of an action. */
export function markedText(
  text: string,
  marks: readonly { readonly action: string; readonly interval: readonly [number, number] }[],
): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const {
    action,
    interval: [begin, end],
  } of marks) {
    if (begin > at) parts.push(text.slice(at, begin));
    parts.push(create('mark', { 'data-action': action }, text.slice(begin, end)));
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Keeps the focus where it was, by `data-key`, while something is drawn anew. */
export function keepFocus(redraw: () => void): void {
  const key = (document.activeElement as HTMLElement | null)?.dataset['key'];
  redraw();
  if (key === undefined || document.activeElement !== document.body) return;
  const again = [...document.querySelectorAll<HTMLElement>('[data-key]')].find(
    (element) => element.dataset['key'] === key,
  );
  again?.focus();
}

/** Comma lists as people type them, in English and Chinese. */
export function listOf(text: string): string[] {
  return text
    .split(/[,，、;；]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
