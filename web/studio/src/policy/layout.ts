// JSON as people write it: what fits on a line stands on one line.
import type { Edit, Node } from 'jsonc-parser';

const lineLength = 100;

export function pretty(value: unknown, indent: string): string {
  const onOneLine = inline(value);
  if (indent.length + onOneLine.length <= lineLength) return onOneLine;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((each) => inner + pretty(each, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return onOneLine;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  const lines = members.map(
    ([key, each]) => `${inner}${JSON.stringify(key)}: ${pretty(each, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  if (members.length === 0) return '{}';
  const inner = members.map(([key, each]) => `${JSON.stringify(key)}: ${inline(each)}`);
  return `{ ${inner.join(', ')} }`;
}

/** One more element or member behind the last, laid out as its neighbours are. */
export function append(text: string, list: Node, write: (indent: string) => string): Edit {
  const last = list.children?.at(-1);
  const own = indentAt(text, list.offset);
  if (!last) {
    const isArray = list.type === 'array';
    const inner = `${own}  `;
    const content = `${isArray ? '[' : '{'}\n${inner}${write(inner)}\n${own}${isArray ? ']' : '}'}`;
    return { offset: list.offset, length: list.length, content };
  }
  const end = last.offset + last.length;
  const first = list.children?.[0] ?? last;
  const onLines = text.slice(list.offset, first.offset).includes('\n');
  const indent = onLines ? indentAt(text, last.offset) : own;
  const content = onLines ? `,\n${indent}${write(indent)}` : `, ${write('')}`;
  return { offset: end, length: 0, content };
}

export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
