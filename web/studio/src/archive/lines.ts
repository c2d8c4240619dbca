// JSON Lines: a request a line, or a row as `precheck eval` reads it.
import { isObject, strings } from '../../../src/json.js';
import type { CheckRequest, Post } from '../../../src/types.js';
import { judgementFrom, type Judgement, type Row, type RowReader } from './row.js';

export class LineReader implements RowReader {
  #rest = '';
  #skipped = 0;

  get skipped(): number {
    return this.#skipped;
  }

  read(piece: string): Row[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    return this.#rows(lines);
  }

  end(): Row[] {
    const last = this.#rest;
    this.#rest = '';
    return this.#rows([last]);
  }

  #rows(lines: readonly string[]): Row[] {
    const rows: Row[] = [];
    for (const line of lines) {
      if (line.trim() === '') continue;
      const row = rowFrom(line);
      if (row) rows.push(row);
      else this.#skipped++;
    }
    return rows;
  }
}

function rowFrom(line: string): Row | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const comment = text(value['comment']) ?? text(value['text']);
  if (comment === undefined) return null;
  const request: CheckRequest = { comment };
  const post = postFrom(value['post']);
  if (post) request.post = post;
  const parent = text(value['parent']);
  if (parent) request.parent = parent;
  const language = text(value['language']) ?? text(value['lang']);
  if (language) request.language = language;
  const earlier = strings(value['earlier']);
  if (earlier.length > 0) request.earlier = earlier;
  return { request, date: text(value['date']) ?? '', judged: judged(value) };
}

function postFrom(value: unknown): Post | null {
  if (!isObject(value)) return null;
  return {
    title: text(value['title']) ?? '',
    text: text(value['text']) ?? text(value['body']) ?? '',
    tags: strings(value['tags']),
    invites: strings(value['invites']),
  };
}

function judged(value: Record<string, unknown>): Judgement {
  const labels = value['labels'];
  if (isObject(labels)) {
    for (const name of ['deleted', 'removed', 'spam', 'rejected']) {
      if (typeof labels[name] === 'boolean') return labels[name] ? 'removed' : 'approved';
    }
  }
  if (typeof value['deleted'] === 'boolean') return value['deleted'] ? 'removed' : 'approved';
  return judgementFrom(value['status'] ?? value['approved']);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
