// JSON Lines: a request a line, or a row as `precheck eval` reads it.
import { isObject, type JsonObject, strings } from '../../../src/json.js';
import type { CheckRequest, Post } from '../../../src/types.js';
import { judgementFrom, monthOf, type Judgement, type Row, type RowReader } from './row.js';

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
  const comment = firstText(value, ['comment', 'text', 'body', 'content', 'message']);
  if (comment === '') return null;
  const request: CheckRequest = { comment };
  const post = postFrom(value);
  if (post) request.post = post;
  const parent = firstText(value, ['parent']);
  if (parent !== '') request.parent = parent;
  const language = firstText(value, ['language', 'lang']);
  if (language !== '') request.language = language;
  const earlier = strings(value['earlier']);
  if (earlier.length > 0) request.earlier = earlier;
  const date = firstText(value, ['date', 'created_at', 'createdAt', 'created', 'time']);
  return { request, month: monthOf(date), judged: judgedFrom(value) };
}

function postFrom(row: JsonObject): Post | null {
  const value = row['post'];
  if (!isObject(value)) {
    const title = typeof value === 'string' ? value : firstText(row, ['post_title', 'title']);
    const tags = strings(row['tags']);
    return title === '' && tags.length === 0 ? null : { title, tags };
  }
  return {
    title: firstText(value, ['title']),
    text: firstText(value, ['text', 'body']),
    tags: strings(value['tags']),
    invites: strings(value['invites']),
  };
}

function judgedFrom(row: JsonObject): Judgement {
  const labels = row['labels'];
  const said = isObject(labels) ? { ...row, ...labels } : row;
  for (const name of ['spam', 'is_spam', 'deleted', 'is_deleted', 'removed']) {
    if (said[name] === true || said[name] === 1) return 'removed';
  }
  if (isObject(labels) && (labels['deleted'] === false || labels['removed'] === false)) {
    return 'approved';
  }
  const status = ['status', 'moderation', 'state', 'approved'].find((name) => name in row);
  return judgementFrom(status && row[status]);
}

function firstText(object: JsonObject, keys: readonly string[]): string {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}
