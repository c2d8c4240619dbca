// The policy's text: read, and changed in place so that the rest of the file stays as it was.
import { type Edit, findNodeAtLocation, modify, type Node, parse, parseTree } from 'jsonc-parser';
import type { Example, ExampleKind, PolicyShape, Rule } from './shape.js';
import { isObject } from '../../../src/json.js';
import { append, indentAt, pretty } from './layout.js';

export type Path = (string | number)[];

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** null when it is no JSON object. */
export function readPolicy(text: string): PolicyShape | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** What can be read of a text that somebody is in the middle of typing. */
export function readRoughly(text: string): PolicyShape {
  const value: unknown = parse(text);
  return isObject(value) ? value : {};
}

export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

export function rangeOf(text: string, path: Path): Range | null {
  const root = parseTree(text);
  const node: Node | undefined = root && findNodeAtLocation(root, path);
  return node ? { from: node.offset, to: node.offset + node.length } : null;
}

interface NewPost {
  readonly name: string;
  readonly tags: string[];
}

/** Edits that do not depend on each other; all places are of the text as it was. */
export function addRule(text: string, rule: Rule, post?: NewPost): Edit[] {
  const root = parseTree(text);
  const rules = nodeAt(root, ['rules']);
  if (!rules) return [];
  const edit = append(text, rules, (indent) => pretty(rule, indent));
  return [...addPost(text, root, post), edit];
}

export function replaceRule(text: string, at: number, rule: Rule, post?: NewPost): Edit[] {
  const root = parseTree(text);
  const node = nodeAt(root, ['rules', at]);
  if (!node) return [];
  const content = pretty(rule, indentAt(text, node.offset));
  return [...addPost(text, root, post), { offset: node.offset, length: node.length, content }];
}

export function removeRule(text: string, at: number): Edit[] {
  return modify(text, ['rules', at], undefined, {});
}

export function addExample(text: string, at: number, kind: ExampleKind, example: Example): Edit[] {
  const rule = nodeAt(parseTree(text), ['rules', at]);
  const examples = nodeAt(rule, ['examples']);
  const list = nodeAt(examples, [kind]);
  if (list) return [append(text, list, (indent) => pretty(example, indent))];
  if (examples) return [append(text, examples, member(kind, [example]))];
  return rule ? [append(text, rule, member('examples', { [kind]: [example] }))] : [];
}

export function removeExample(text: string, at: number, kind: ExampleKind, index: number): Edit[] {
  return modify(text, ['rules', at, 'examples', kind, index], undefined, {});
}

function addPost(text: string, root: Node | undefined, post: NewPost | undefined): Edit[] {
  if (!post) return [];
  const value = { tags: post.tags };
  const posts = nodeAt(root, ['posts']);
  if (posts) return [append(text, posts, member(post.name, value))];
  const rules = nodeAt(root, ['rules'])?.parent;
  if (!rules) return [];
  const indent = indentAt(text, rules.offset);
  const content = `${member('posts', { [post.name]: value })(indent)},\n${indent}`;
  return [{ offset: rules.offset, length: 0, content }];
}

function member(key: string, value: unknown): (indent: string) => string {
  return (indent) => `${JSON.stringify(key)}: ${pretty(value, indent)}`;
}

function nodeAt(node: Node | undefined, path: Path): Node | undefined {
  return node && findNodeAtLocation(node, path);
}
