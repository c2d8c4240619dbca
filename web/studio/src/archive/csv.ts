// CSV with a heading line (RFC 4180; also semicolons and tabs). Columns are found by their names.
import type { CheckRequest, Post } from '../../../src/types.js';
import { CommentMemory } from './memory.js';
import { judgementFrom, monthOf, type Judgement, type Row, type RowReader } from './row.js';

const columnNames = {
  comment: ['comment', 'text', 'body', 'content', 'message', 'comment_content', 'comment_text'],
  id: ['id', 'comment_id'],
  date: [
    ...['date', 'created_at', 'created', 'createdat', 'comment_date', 'comment_date_gmt'],
    ...['timestamp', 'time'],
  ],
  status: ['status', 'approved', 'comment_approved', 'moderation', 'state'],
  author: [
    ...['author', 'author_id', 'user', 'user_id', 'comment_author', 'comment_author_email'],
    'username',
  ],
  postId: ['post_id', 'comment_post_id', 'story_id', 'thread_id'],
  postTitle: ['post', 'post_title', 'title', 'story', 'thread'],
  postText: ['post_text', 'post_content'],
  tags: ['tags', 'post_tags'],
  parent: ['parent', 'parent_text'],
  parentId: ['parent_id', 'comment_parent', 'reply_to'],
  language: ['language', 'lang'],
  spam: ['spam', 'is_spam'],
  deleted: ['deleted', 'is_deleted'],
} as const;

type Column = keyof typeof columnNames;

export class CsvReader implements RowReader {
  readonly #fields: FieldReader;
  readonly #memory = new CommentMemory();
  #columns: Map<Column, number> | undefined;
  #skipped = 0;

  constructor(firstPiece: string) {
    this.#fields = new FieldReader(separatorOf(firstPiece));
  }

  get skipped(): number {
    return this.#skipped;
  }

  read(piece: string): Row[] {
    return this.#rows(this.#fields.read(piece));
  }

  end(): Row[] {
    return this.#rows(this.#fields.end());
  }

  #rows(records: readonly string[][]): Row[] {
    const rows: Row[] = [];
    for (const record of records) {
      if (!this.#columns) {
        this.#columns = columnsFrom(record);
        continue;
      }
      if (record.length === 1 && record[0] === '') continue;
      const row = rowFrom(record, this.#columns, this.#memory);
      if (row) rows.push(row);
      else this.#skipped++;
    }
    return rows;
  }
}

function columnsFrom(heading: readonly string[]): Map<Column, number> {
  const names = heading.map((name) => name.trim().toLowerCase().replace(/[ -]/g, '_'));
  const columns = new Map<Column, number>();
  for (const [column, known] of Object.entries(columnNames) as [Column, readonly string[]][]) {
    const at = known.map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (at !== undefined) columns.set(column, at);
  }
  if (!columns.has('comment')) {
    throw new Error(
      `The heading line names no column "comment" (or "text", "body", "content"). It has: ${heading.slice(0, 12).join(', ')}`,
    );
  }
  return columns;
}

type Field = (column: Column) => string;

function rowFrom(
  record: readonly string[],
  columns: Map<Column, number>,
  memory: CommentMemory,
): Row | null {
  const field: Field = (column) => record[columns.get(column) ?? -1] ?? '';
  const comment = field('comment');
  if (comment === '') return null;
  const request: CheckRequest = { comment };
  const post = postFrom(field);
  if (post) request.post = post;
  const parent = field('parent') || memory.textOf(field('parentId'));
  if (parent !== '') request.parent = parent;
  if (field('language') !== '') request.language = field('language');
  const thread = field('postId') + field('postTitle');
  const earlier = memory.earlier(thread, field('author'));
  if (earlier.length > 0) request.earlier = earlier;
  memory.remember(thread, field('id'), field('author'), comment);
  return { request, month: monthOf(field('date')), judged: judgedFrom(field) };
}

function postFrom(field: Field): Post | null {
  const post = { title: field('postTitle'), text: field('postText'), tags: listOf(field('tags')) };
  return post.title === '' && post.text === '' && post.tags.length === 0 ? null : post;
}

function judgedFrom(field: Field): Judgement {
  const isYes = (text: string) => /^(1|true|yes|t)$/i.test(text.trim());
  if (isYes(field('spam')) || isYes(field('deleted'))) return 'removed';
  return judgementFrom(field('status'));
}

function listOf(text: string): string[] {
  return text
    .split(/[,;|]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function separatorOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]/) + 1 || undefined);
  const counts = [',', ';', '\t'].map((sign) => [sign, heading.split(sign).length] as const);
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

/** Cuts text into records of fields. Pieces may end anywhere, also inside quotes. */
class FieldReader {
  #field = '';
  #record: string[] = [];
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  #afterReturn = false;

  constructor(readonly separator: string) {}

  read(piece: string): string[][] {
    const records: string[][] = [];
    let copied = 0;
    const copy = (to: number) => {
      this.#field += piece.slice(copied, to);
    };
    for (let at = 0; at < piece.length; at++) {
      const sign = piece[at] as string;
      const lineFeedOfReturn = this.#afterReturn && sign === '\n';
      this.#afterReturn = false;
      if (lineFeedOfReturn) {
        copied = at + 1;
      } else if (this.#state === 'quoted') {
        if (sign !== '"') continue;
        copy(at);
        copied = at + 1;
        this.#state = 'quote';
      } else if (sign === '"' && this.#state === 'start') {
        copied = at + 1;
        this.#state = 'quoted';
      } else if (sign === '"' && this.#state === 'quote') {
        copied = at;
        this.#state = 'quoted';
      } else if (sign === this.separator || sign === '\n' || sign === '\r') {
        copy(at);
        copied = at + 1;
        this.#endField();
        if (sign !== this.separator) {
          records.push(this.#record);
          this.#record = [];
          this.#afterReturn = sign === '\r';
        }
      } else if (this.#state !== 'plain') {
        this.#state = 'plain';
      }
    }
    if (copied < piece.length) copy(piece.length);
    return records;
  }

  end(): string[][] {
    if (this.#field === '' && this.#record.length === 0) return [];
    this.#endField();
    return [this.#record];
  }

  #endField(): void {
    this.#record.push(this.#field);
    this.#field = '';
    this.#state = 'start';
  }
}
