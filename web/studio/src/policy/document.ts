// The policy's text: read, and changed in place so that the rest of the file stays as it was.
import { type Edit, findNodeAtLocation, modify, type Node, parse, parseTree } from 'jsonc-parser';
import type { Example, ExampleKind, PolicyShape, Rule } from './shape.js';
import { isObject } from '../../../src/json.js';

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

const layout = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

interface NewPost {
  readonly name: string;
  readonly tags: string[];
}

/** Edits that do not depend on each other; all places are of the text as it was. */
export function addRule(text: string, rule: Rule, post?: NewPost): Edit[] {
  const count = readRoughly(text).rules?.length ?? 0;
  const edits = modify(text, ['rules', count], rule, { ...layout, isArrayInsertion: true });
  return [...addPost(text, post), ...edits];
}

export function replaceRule(text: string, at: number, rule: Rule, post?: NewPost): Edit[] {
  return [...addPost(text, post), ...modify(text, ['rules', at], rule, layout)];
}

function addPost(text: string, post: NewPost | undefined): Edit[] {
  return post ? modify(text, ['posts', post.name], { tags: post.tags }, layout) : [];
}

export function removeRule(text: string, at: number): Edit[] {
  return modify(text, ['rules', at], undefined, layout);
}

export function addExample(text: string, at: number, kind: ExampleKind, example: Example): Edit[] {
  const examples = readRoughly(text).rules?.[at]?.examples;
  const list = examples?.[kind];
  if (!examples) return modify(text, ['rules', at, 'examples'], { [kind]: [example] }, layout);
  if (!list) return modify(text, ['rules', at, 'examples', kind], [example], layout);
  const path = ['rules', at, 'examples', kind, list.length];
  return modify(text, path, example, { ...layout, isArrayInsertion: true });
}

export function removeExample(text: string, at: number, kind: ExampleKind, index: number): Edit[] {
  return modify(text, ['rules', at, 'examples', kind, index], undefined, layout);
}
