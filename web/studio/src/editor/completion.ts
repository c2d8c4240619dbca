// Completion and hover texts from the policy's schema, and from the names that the policy defines.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from '@codemirror/autocomplete';
import type { Tooltip } from '@codemirror/view';
import type { EditorView } from '@codemirror/view';
import { findNodeAtLocation, getLocation, type Node, parseTree } from 'jsonc-parser';
import { create } from '../../../src/dom.js';
import { type Path, readRoughly } from '../policy/document.js';
import type { PolicySchema, Schema } from '../policy/schema.js';

export function completionsFrom(schema: PolicySchema) {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const { path, isAtPropertyKey } = getLocation(text, context.pos);
    const word = context.matchBefore(/"?[\w$-]*/);
    if (!context.explicit && (!word || word.from === word.to)) return null;
    const from = word?.from ?? context.pos;
    const options = isAtPropertyKey
      ? keyCompletions(schema, text, path.slice(0, -1), path.at(-1))
      : valueCompletions(schema, text, path);
    return options.length > 0 ? { from, options, validFor: /^"?[\w$-]*$/ } : null;
  };
}

function keyCompletions(
  schema: PolicySchema,
  text: string,
  path: Path,
  typed: string | number | undefined,
): Completion[] {
  const present = presentKeys(text, path);
  present.delete(String(typed));
  return [...schema.keys(path, present)].map(([key, property]) => ({
    label: `"${key}"`,
    type: 'property',
    ...(property.description ? { info: property.description } : {}),
    apply: keyInsertion(key, property),
  }));
}

function keyInsertion(key: string, property: Schema) {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    const end = behindQuote(view, to);
    const hasValue = /^\s*:/.test(view.state.sliceDoc(end, end + 20));
    const template = hasValue ? `"${key}"` : `"${key}": ${valueTemplate(property)}`;
    snippet(template)(view, completion, from, end);
  };
}

function insertValue(view: EditorView, completion: Completion, from: number, to: number): void {
  const end = behindQuote(view, to);
  const changes = { from, to: end, insert: completion.label };
  view.dispatch({ changes, selection: { anchor: from + completion.label.length } });
}

/** Typing a quotation mark made its partner too; the completion brings its own. */
function behindQuote({ state }: EditorView, position: number): number {
  return state.sliceDoc(position, position + 1) === '"' ? position + 1 : position;
}

function valueTemplate({ type, enum: values, const: only }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values || type === 'string') return '"${}"';
  if (type === 'array') return '[${}]';
  if (type === 'object') return '{ ${} }';
  return '${}';
}

function valueCompletions(schema: PolicySchema, text: string, path: Path): Completion[] {
  const values = schema.allowedValues(path).map((value) => JSON.stringify(value));
  return [...values, ...namesFor(text, path)].map((label) => ({
    label,
    type: 'constant',
    apply: insertValue,
  }));
}

/** The names that the policy itself defines. */
function namesFor(text: string, path: Path): string[] {
  const last = path.at(-1);
  const { lexicons, posts, matchers } = readRoughly(text);
  const defined = { lexicon: lexicons, post: posts, matcher: matchers };
  const names = Object.keys(defined[last as keyof typeof defined] ?? {});
  return names.map((name) => JSON.stringify(name));
}

function presentKeys(text: string, path: Path): Set<string> {
  const root = parseTree(text);
  const node: Node | undefined = root && findNodeAtLocation(root, path);
  const keys = node?.children?.map((property) => String(property.children?.[0]?.value)) ?? [];
  return new Set(keys);
}

/** What the key or value under the pointer means. */
export function hintFrom(schema: PolicySchema, allowed: string) {
  return (view: EditorView, position: number): Tooltip | null => {
    const { path, previousNode } = getLocation(view.state.doc.toString(), position);
    if (!previousNode || position >= previousNode.offset + previousNode.length) return null;
    const meaning = schema.description(path);
    if (meaning === '') return null;
    const values = schema.allowedValues(path).map((value) => JSON.stringify(value));
    return {
      pos: previousNode.offset,
      end: previousNode.offset + previousNode.length,
      above: true,
      create: () => ({
        dom: create(
          'div',
          { class: 'cm-hint' },
          create('code', {}, String(path.at(-1))),
          create('p', {}, meaning),
          ...(values.length > 1
            ? [create('p', {}, `${allowed} `, create('code', {}, values.join(' ')))]
            : []),
        ),
      }),
    };
  };
}
