// What the page says about the post that is being discussed.
import { attribute, closest, query, queryAll } from './dom.js';
import { isObject, strings } from './json.js';
import { LoadError } from './load-error.js';
import { webUrl } from './policy.js';
import type { Author, Post } from './types.js';

/** More text than this tells nothing new about a post. */
const maxTextUnits = 200_000;

const articleTypes = /Article$|Posting$|^Report$/;
const blocks = /^(?:P|DIV|LI|H[1-6]|BLOCKQUOTE|PRE|SECTION|FIGCAPTION|TD|TH|DT|DD|BR)$/;
const noProse =
  'script, style, template, noscript, nav, aside, form, footer, button, .comments, #comments, #respond';

/** The post as JSON-LD, Open Graph, tag links and `<article>` give it, best source first. */
export function readPost(near: Element): Post {
  const linked = linkedData();
  const title =
    text(linked['headline']) ?? text(linked['name']) ?? meta('property', 'og:title') ?? heading();
  return {
    title,
    text: (text(linked['articleBody']) ?? articleText(near)).slice(0, maxTextUnits),
    tags: unique([
      ...keywords(linked['keywords']),
      ...metas('property', 'article:tag'),
      ...tagLinks(),
    ]),
    invites: unique(metas('name', 'precheck:invites').flatMap(keywords)),
  };
}

/** A post given by hand, as JSON; keys that a post does not have are left out. */
export function postFromJson(json: string): Post {
  const given: unknown = JSON.parse(json);
  if (!isObject(given)) throw new TypeError('the post is no JSON object');
  const post: Post = { tags: strings(given['tags']), invites: strings(given['invites']) };
  for (const key of ['id', 'title', 'text'] as const) {
    const value = text(given[key]);
    if (value) post[key] = value;
  }
  return post;
}

/** What the server says of the writer: strikes and trust; nothing else is taken. */
export function authorFromJson(json: string): Author {
  const given: unknown = JSON.parse(json);
  if (!isObject(given)) throw new TypeError('the author is no JSON object');
  const { id, strikes, trusted } = given;
  return {
    ...(typeof id === 'string' && { id }),
    ...(Number.isSafeInteger(strikes) && { strikes: Math.max(0, Number(strikes)) }),
    ...(typeof trusted === 'boolean' && { trusted }),
  };
}

export function loadPost(source: string, base: string): Promise<Post> {
  return loadJson(source, base, 'post', postFromJson);
}

export function loadAuthor(source: string, base: string): Promise<Author> {
  return loadJson(source, base, 'author', authorFromJson);
}

/** `data-post` or `data-author`: the id of a JSON script element (with or without `#`), or an address. */
async function loadJson<Value>(
  source: string,
  base: string,
  what: string,
  read: (json: string) => Value,
): Promise<Value> {
  const element = query(document, `script[id="${CSS.escape(source.replace(/^#/, ''))}"]`);
  try {
    if (element) return read(element.textContent);
    const url = webUrl(source, base);
    if (!url) throw new TypeError('it is no http(s) address');
    return read(await (await fetch(url)).text());
  } catch (error) {
    throw new LoadError(
      `the ${what} ${source} did not load (${String(error)})`,
      `let data-${what} name a JSON script element or a JSON file`,
    );
  }
}

/** The first article among the page's JSON-LD, however it is wrapped. */
function linkedData(): Record<string, unknown> {
  for (const script of queryAll(document, 'script[type="application/ld+json"]')) {
    const article = findArticle(parseJson(script.textContent));
    if (article) return article;
  }
  return {};
}

function findArticle(data: unknown): Record<string, unknown> | undefined {
  if (Array.isArray(data)) return firstOf(data.map(findArticle));
  if (!isObject(data)) return undefined;
  const types = [data['@type']].flat();
  if (types.some((type) => typeof type === 'string' && articleTypes.test(type))) return data;
  return findArticle(data['@graph']);
}

function articleText(near: Element): string {
  const article = closest(near, 'article') ?? query(document, 'main article, article, main');
  if (!article) return '';
  const parts: string[] = [];
  collectProse(article, parts);
  return parts
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}

function collectProse(element: Element, parts: string[]): void {
  for (const node of element.childNodes) {
    if (node instanceof Text) parts.push(node.data.replace(/\s+/g, ' '));
    if (!(node instanceof Element) || node.matches(noProse)) continue;
    collectProse(node, parts);
    if (blocks.test(node.tagName)) parts.push('\n');
  }
}

function heading(): string {
  const first = query(document, 'article h1, main h1, h1');
  return first?.textContent.trim() || (query(document, 'title')?.textContent.trim() ?? '');
}

function tagLinks(): string[] {
  return queryAll(document, 'a[rel~="tag"]').map((link) => link.textContent.trim());
}

function meta(key: string, name: string): string | undefined {
  return metas(key, name)[0];
}

function metas(key: string, name: string): string[] {
  const found = queryAll(document, `meta[${key}="${name}"]`);
  return found.map((element) => attribute(element, 'content')?.trim() ?? '').filter(Boolean);
}

/** JSON-LD and our own meta both allow a list or one string with commas. */
function keywords(value: unknown): string[] {
  const list = typeof value === 'string' ? value.split(',') : strings(value);
  return list.map((word) => word.trim()).filter(Boolean);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function firstOf<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
