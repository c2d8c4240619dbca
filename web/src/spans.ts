// Spans in UTF-16 units, as the browser counts them.
import type { Action, Finding, Interval } from './types.js';

export interface Mark {
  readonly finding: Finding;
  readonly action: Action;
  readonly interval: Interval;
}

/** The findings' marks in reading order; of two that overlap the later keeps only its rest. */
export function marksOf(findings: readonly Finding[]): Mark[] {
  const all = findings.flatMap((finding) =>
    finding.spans.map(({ utf16 }) => ({ finding, action: finding.action, interval: utf16 })),
  );
  all.sort((a, b) => a.interval[0] - b.interval[0]);
  let covered = 0;
  const marks: Mark[] = [];
  for (const mark of all) {
    const [, end] = mark.interval;
    const begin = Math.max(mark.interval[0], covered);
    if (begin >= end) continue;
    marks.push({ ...mark, interval: [begin, end] });
    covered = end;
  }
  return marks;
}

/**
 * Where marks stand after an edit that has not been judged yet: before it they stay,
 * behind it they move along, and those it touched are gone.
 */
export function followEdit(before: string, after: string, marks: readonly Mark[]): Mark[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const editEnd = before.length - tail;
  const shift = after.length - before.length;
  return marks.flatMap((mark): Mark[] => {
    const [begin, end] = mark.interval;
    if (end <= head) return [mark];
    if (begin >= editEnd) return [{ ...mark, interval: [begin + shift, end + shift] }];
    return [];
  });
}

/** Whether a finding speaks of the comment as a whole, such as of its length. */
export function isAboutWhole(text: string, { spans }: Finding): boolean {
  const [span] = spans;
  return !span || span.utf16[1] - span.utf16[0] >= text.trim().length;
}

/** The marked words of a finding, each once and not too long to be read at a glance. */
export function markedWords(text: string, finding: Finding): string[] {
  const words = finding.spans.map(({ utf16: [begin, end] }) => text.slice(begin, end).trim());
  return [...new Set(words)].filter((word) => word !== '').map(shortened);
}

const glance = 80;

function shortened(words: string): string {
  const letters = [...words];
  return letters.length <= glance ? words : `${letters.slice(0, glance - 1).join('')}…`;
}
