// One past comment, whatever file it came from. Files are read as `precheck try` reads them.
import type { CheckRequest } from '../../../src/types.js';

/** What moderators did; null where the file does not say, or nobody has decided yet. */
export type Judgement = 'approved' | 'removed' | null;

export interface Row {
  readonly request: CheckRequest;
  /** "2025-03"; "" where the file does not say. */
  readonly month: string;
  readonly judged: Judgement;
}

/** Reads a file piece by piece; each piece gives the rows that it completes. */
export interface RowReader {
  read(piece: string): Row[];
  end(): Row[];
  /** Lines or records that are no comment. */
  readonly skipped: number;
}

const approvedWords = new Set([
  ...['1', 'accepted', 'approve', 'approved', 'ham', 'published', 'visible'],
  'none', // Coral: published, and nobody minded
]);
const removedWords = new Set([
  ...['declined', 'deleted', 'junk', 'rejected', 'removed', 'spam', 'trash'],
]);

/** The words that the systems write, in any case. */
export function judgementFrom(status: unknown): Judgement {
  if (typeof status === 'boolean') return status ? 'approved' : 'removed';
  const word = typeof status === 'string' || typeof status === 'number' ? String(status) : '';
  const small = word.trim().toLowerCase();
  if (approvedWords.has(small)) return 'approved';
  return removedWords.has(small) ? 'removed' : null;
}

/** Of a date as systems write it, or of seconds or milliseconds since 1970. */
export function monthOf(date: string): string {
  const text = date.trim();
  if (/^\d{9,13}$/.test(text)) {
    const time = Number(text) * (text.length > 11 ? 1 : 1000);
    return new Date(time).toISOString().slice(0, 7);
  }
  const [, year, month] = /^((?:19|20|21)\d\d)[-/.](0[1-9]|1[0-2])/.exec(text) ?? [];
  return year && month ? `${year}-${month}` : '';
}
