// One past comment, whatever file it came from.
import type { CheckRequest } from '../../../src/types.js';

/** What moderators did; null where the file does not say. */
export type Judgement = 'approved' | 'removed' | null;

export interface Row {
  readonly request: CheckRequest;
  /** "2025-03-31T…" or a part of it; "" where the file does not say. */
  readonly date: string;
  readonly judged: Judgement;
}

/** Reads a file piece by piece; each piece gives the rows that it completes. */
export interface RowReader {
  read(piece: string): Row[];
  end(): Row[];
  /** Lines or records that are no comment. */
  readonly skipped: number;
}

const approvedWords = new Set(['1', 'approved', 'approve', 'published', 'public', 'none', 'ok']);
const removedWords = new Set([
  ...['0', 'spam', 'trash', 'deleted', 'removed', 'rejected', 'reject', 'hold', 'held', 'waiting'],
  ...['pending', 'unapproved', 'post-trashed', 'blocked'],
]);

/** WordPress's `1 0 spam trash`, and the words of other systems. */
export function judgementFrom(status: unknown): Judgement {
  const word = String(status).trim().toLowerCase();
  if (approvedWords.has(word)) return 'approved';
  return removedWords.has(word) ? 'removed' : null;
}
