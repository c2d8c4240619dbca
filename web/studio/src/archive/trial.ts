// Two policies tried on a file of past comments: counts of everything, and the rows worth reading.
import type { Action, CheckRequest, Verdict } from '../../../src/types.js';
import type { Policy } from '../engine/policies.js';
import { readFile } from './read-file.js';
import { turn } from './turn.js';
import type { Judgement, Row } from './row.js';

export interface RuleCount {
  readonly rule: string;
  now: number;
  before: number;
  /** Found by the policy as it is now, and not by the one before; and the other way round. */
  added: number;
  removed: number;
}

export interface Agreement {
  /** Removed by moderators, and flagged. */
  removedFlagged: number;
  removedPassed: number;
  approvedFlagged: number;
  approvedPassed: number;
}

export interface Share {
  readonly month: string;
  comments: number;
  now: number;
  before: number;
}

export interface TrialSummary {
  comments: number;
  bytes: number;
  readonly totalBytes: number;
  seconds: number;
  skipped: number;
  /** Flagged is `warn` or harder: advice does not count. */
  flagged: { now: number; before: number; added: number; removed: number };
  actions: Record<Action, number>;
  rules: RuleCount[];
  agreement: Agreement;
  months: Share[];
  /** The rows that can be read are the first so many; the counts are of all. */
  readonly keptLimit: number;
  kept: number;
  ended: 'running' | 'done' | 'cancelled';
}

export interface RowFilter {
  readonly show: 'flagged' | 'added' | 'removed' | 'missed' | 'false-alarm';
  /** One rule only; "" is the whole policy. */
  readonly rule: string;
}

export interface RowView {
  readonly number: number;
  readonly request: CheckRequest;
  readonly month: string;
  readonly judged: Judgement;
  readonly now: Verdict | null;
  readonly before: Verdict | null;
}

export interface RowPage {
  readonly total: number;
  readonly rows: readonly RowView[];
}

interface KeptRow extends Row {
  readonly number: number;
  readonly nowFlagged: boolean;
  readonly beforeFlagged: boolean;
  readonly now: readonly string[];
  readonly before: readonly string[];
}

const keptLimit = 200_000;
const progressMs = 120;

export class Trial {
  readonly #kept: KeptRow[] = [];
  #summary: TrialSummary | undefined;
  readonly #rules = new Map<string, RuleCount>();
  readonly #months = new Map<string, Share>();
  #stopped = false;

  /** `sliceMs`: how long to work before others get a turn. */
  constructor(
    readonly now: Policy,
    readonly before: Policy,
    readonly sliceMs: number,
  ) {}

  async run(file: File, progress: (summary: TrialSummary) => void): Promise<TrialSummary> {
    const start = performance.now();
    const summary = emptySummary(file.size);
    this.#summary = summary;
    let sliceEnd = start + this.sliceMs;
    let nextProgress = start;
    for await (const { rows, bytes, skipped } of readFile(file)) {
      const from = summary.bytes;
      for (const [index, row] of rows.entries()) {
        if (this.#stopped) return this.#finish('cancelled', start);
        this.#judge(row, summary);
        const time = performance.now();
        if (time < sliceEnd) continue;
        summary.bytes = Math.round(from + ((bytes - from) * (index + 1)) / rows.length);
        if (time >= nextProgress) {
          progress(this.#snapshot(start));
          nextProgress = time + progressMs;
        }
        await turn();
        sliceEnd = performance.now() + this.sliceMs;
      }
      summary.bytes = bytes;
      summary.skipped = skipped;
    }
    return this.#finish('done', start);
  }

  cancel(): void {
    this.#stopped = true;
  }

  delete(): void {
    this.#stopped = true;
    this.now.delete();
    if (this.before !== this.now) this.before.delete();
  }

  rows(filter: RowFilter, from: number, count: number): RowPage {
    const wanted = this.#kept.filter((row) => matches(row, filter));
    return {
      total: wanted.length,
      rows: wanted.slice(from, from + count).map(({ number, request, month, judged }) => ({
        number,
        request,
        month,
        judged,
        now: this.now.check(request),
        before: this.before.check(request),
      })),
    };
  }

  #judge(row: Row, summary: TrialSummary): void {
    const now = this.now.check(row.request);
    const before = this.before === this.now ? now : this.before.check(row.request);
    if (!now) throw new Error('The policy does not compile; mend its errors first.');
    summary.comments++;
    summary.actions[now.action]++;
    const nowFlagged = isFlagged(now.action);
    const beforeFlagged = before !== null && isFlagged(before.action);
    if (nowFlagged) summary.flagged.now++;
    if (beforeFlagged) summary.flagged.before++;
    if (nowFlagged && !beforeFlagged) summary.flagged.added++;
    if (!nowFlagged && beforeFlagged) summary.flagged.removed++;
    const nowRules = rulesOf(now);
    const beforeRules = rulesOf(before);
    this.#countRules(nowRules, beforeRules);
    this.#countMonth(row.month, nowFlagged, beforeFlagged);
    countJudged(summary.agreement, row.judged, nowFlagged);
    const missed = row.judged === 'removed' && !nowFlagged;
    if (nowRules.length === 0 && beforeRules.length === 0 && !missed) return;
    if (this.#kept.length >= keptLimit) return;
    const { request, month, judged } = row;
    const number = summary.comments;
    const flags = { nowFlagged, beforeFlagged, now: nowRules, before: beforeRules };
    this.#kept.push({ number, request, month, judged, ...flags });
  }

  #countRules(now: readonly string[], before: readonly string[]): void {
    for (const rule of new Set([...now, ...before])) {
      let count = this.#rules.get(rule);
      if (!count) {
        count = { rule, now: 0, before: 0, added: 0, removed: 0 };
        this.#rules.set(rule, count);
      }
      const inNow = now.includes(rule);
      const inBefore = before.includes(rule);
      if (inNow) count.now++;
      if (inBefore) count.before++;
      if (inNow && !inBefore) count.added++;
      if (!inNow && inBefore) count.removed++;
    }
  }

  #countMonth(month: string, now: boolean, before: boolean): void {
    if (month === '') return;
    let share = this.#months.get(month);
    if (!share) {
      share = { month, comments: 0, now: 0, before: 0 };
      this.#months.set(month, share);
    }
    share.comments++;
    if (now) share.now++;
    if (before) share.before++;
  }

  #snapshot(start: number): TrialSummary {
    const summary = this.#summary ?? emptySummary(0);
    return {
      ...summary,
      seconds: (performance.now() - start) / 1000,
      kept: this.#kept.length,
      rules: [...this.#rules.values()].sort((one, other) => other.now - one.now),
      months: [...this.#months.values()].sort((one, other) => (one.month < other.month ? -1 : 1)),
    };
  }

  #finish(ended: TrialSummary['ended'], start: number): TrialSummary {
    return { ...this.#snapshot(start), ended };
  }
}

function matches(row: KeptRow, { show, rule }: RowFilter): boolean {
  const now = rule === '' ? row.nowFlagged : row.now.includes(rule);
  const before = rule === '' ? row.beforeFlagged : row.before.includes(rule);
  switch (show) {
    case 'flagged':
      return now;
    case 'added':
      return now && !before;
    case 'removed':
      return before && !now;
    case 'missed':
      return row.judged === 'removed' && !row.nowFlagged;
    case 'false-alarm':
      return row.judged === 'approved' && now && row.nowFlagged;
  }
}

function isFlagged(action: Action): boolean {
  return action !== 'allow' && action !== 'advise';
}

function rulesOf(verdict: Verdict | null): string[] {
  return verdict ? verdict.findings.map(({ rule }) => rule) : [];
}

function countJudged(agreement: Agreement, judged: Judgement, flagged: boolean): void {
  if (judged === 'removed') agreement[flagged ? 'removedFlagged' : 'removedPassed']++;
  if (judged === 'approved') agreement[flagged ? 'approvedFlagged' : 'approvedPassed']++;
}

function emptySummary(totalBytes: number): TrialSummary {
  return {
    comments: 0,
    bytes: 0,
    totalBytes,
    seconds: 0,
    skipped: 0,
    flagged: { now: 0, before: 0, added: 0, removed: 0 },
    actions: { allow: 0, advise: 0, warn: 0, hold: 0, reject: 0 },
    rules: [],
    agreement: { removedFlagged: 0, removedPassed: 0, approvedFlagged: 0, approvedPassed: 0 },
    months: [],
    keptLimit,
    kept: 0,
    ended: 'running',
  };
}
