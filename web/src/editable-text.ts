// The text of an editable region, and the way back from its offsets to the page's nodes.
import { documentOf, isElement, isText, tagOf } from './dom.js';
import type { Interval } from './types.js';

const blocks = new Set(
  'address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const unread = new Set(['script', 'style', 'template', 'select', 'button']);

interface Piece {
  readonly node: Text;
  /** Where the node's text begins in the whole. */
  readonly begin: number;
}

export interface EditableText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Blocks and line breaks become newlines, as in what a reader sees. */
export function readEditable(host: Element): EditableText {
  const pieces: Piece[] = [];
  let text = '';

  function breakLine(): void {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  }

  function read(node: Node): void {
    for (const child of node.childNodes) {
      if (isText(child)) {
        pieces.push({ node: child, begin: text.length });
        text += child.data.replaceAll('\u00a0', ' ');
      } else if (isElement(child)) readElement(child);
    }
  }

  function readElement(element: Element): void {
    const tag = tagOf(element);
    if (tag === 'br') text += '\n';
    if (unread.has(tag) || element.getAttribute('aria-hidden') === 'true') return;
    const isBlock = blocks.has(tag);
    if (isBlock) breakLine();
    read(element);
    if (isBlock) breakLine();
  }

  read(host);
  return { text: text.replace(/\n+$/, ''), pieces };
}

/** The place of a stretch of the text; null when its nodes have gone or changed since. */
export function rangeOf(
  { pieces }: EditableText,
  [begin, end]: Interval,
  host: Element,
): Range | null {
  const from = pieceAt(pieces, begin);
  const to = pieceAt(pieces, end - 1);
  if (!from || !to || !host.contains(from.node) || !host.contains(to.node)) return null;
  const start = begin - from.begin;
  const stop = end - to.begin;
  if (start > from.node.length || stop > to.node.length) return null;
  const range = documentOf(host).createRange();
  range.setStart(from.node, start);
  range.setEnd(to.node, stop);
  return range;
}

/** Where a place in the page stands in the text; null when it is none of its nodes. */
export function offsetOf(
  { pieces }: EditableText,
  node: Node | null,
  offset: number,
): number | null {
  const piece = pieces.find((each) => each.node === node);
  return piece ? piece.begin + offset : null;
}

/** The last piece that begins at or before an offset. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.begin ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
}
