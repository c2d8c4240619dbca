// A file of past comments, piece by piece: never the whole of it in memory.
import { CsvReader } from './csv.js';
import { DisqusHandler } from './disqus.js';
import { LineReader } from './lines.js';
import type { Row, RowReader } from './row.js';
import { WxrHandler } from './wxr.js';
import { XmlReader } from './xml.js';

export interface Piece {
  readonly rows: Row[];
  /** Of the file, so far. */
  readonly bytes: number;
  readonly skipped: number;
}

/** What is read at a time: on a page without a worker nothing else happens meanwhile. */
const pieceBytes = 64 * 1024;

export async function* readFile(file: File): AsyncGenerator<Piece> {
  const decoder = new TextDecoder();
  const stream = file.stream().getReader();
  let reader: RowReader | undefined;
  let bytes = 0;
  for (;;) {
    const { done, value } = await stream.read();
    for (const part of done ? [undefined] : piecesOf(value)) {
      bytes += part?.length ?? 0;
      const text = decoder.decode(part, { stream: !done });
      reader ??= readerFor(file.name, text);
      const rows = reader.read(text);
      if (done) rows.push(...reader.end());
      yield { rows, bytes, skipped: reader.skipped };
    }
    if (done) return;
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** By the name, and where that says nothing, by how the file begins. */
export function readerFor(name: string, firstPiece: string): RowReader {
  const start = firstPiece.trimStart();
  if (/\.(xml|wxr)$/i.test(name) || start.startsWith('<')) {
    const isDisqus = /<disqus[\s>]/.test(start.slice(0, 2_000));
    return new XmlReader(isDisqus ? new DisqusHandler() : new WxrHandler());
  }
  if (/\.(jsonl|ndjson|json)$/i.test(name) || start.startsWith('{')) return new LineReader();
  return new CsvReader(firstPiece);
}
