// CSV with a heading line (RFC 4180; also semicolons and tabs). Columns are found by their names.
import type { CheckRequest } from '../../../src/types.js';
import { judgementFrom, type Row, type RowReader } from './row.js';

const columnNames = {
  comment: ['comment', 'comment_content', 'text', 'body', 'content', 'message', '评论', '内容'],
  title: ['post_title', 'title', 'story_title', 'thread_title', 'post', '标题'],
  postText: ['post_text', 'post_content', 'post_body', '正文'],
  tags: ['tags', 'post_tags', 'categories', '标签'],
  parent: ['parent', 'parent_text', 'in_reply_to'],
  date: ['date', 'comment_date', 'comment_date_gmt', 'created_at', 'time', '日期'],
  status: ['status', 'comment_approved', 'approved', 'state', 'label', '状态'],
} as const;

type Column = keyof typeof columnNames;

export class CsvReader implements RowReader {
  readonly #fields: FieldReader;
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
      const row = rowFrom(record, this.#columns);
      if (row) rows.push(row);
      else this.#skipped++;
    }
    return rows;
  }
}

function columnsFrom(heading: readonly string[]): Map<Column, number> {
  const names = heading.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
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

function rowFrom(record: readonly string[], columns: Map<Column, number>): Row | null {
  const field = (column: Column) => record[columns.get(column) ?? -1] ?? '';
  const comment = field('comment');
  if (comment === '') return null;
  const request: CheckRequest = { comment };
  if (columns.has('title') || columns.has('tags') || columns.has('postText')) {
    const tags = field('tags').split(/[,;|，、]/);
    request.post = {
      title: field('title'),
      text: field('postText'),
      tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== ''),
    };
  }
  const parent = field('parent');
  // A number is the id of a comment, not its text.
  if (parent !== '' && !/^\d+$/.test(parent)) request.parent = parent;
  return { request, date: field('date'), judged: judgementFrom(field('status')) };
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
