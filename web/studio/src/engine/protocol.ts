// What the page asks the engine and what it answers. Everything is plain data: it crosses to a worker.
import type { CheckRequest, Interval, Verdict } from '../../../src/types.js';
import type { RowFilter, RowPage, TrialSummary } from '../archive/trial.js';

export interface PolicyError {
  readonly code: string;
  /** JSON Pointer to the place; "" is the whole file. */
  readonly pointer: string;
  /** 1-based; 0 where there is no place in the text. */
  readonly line: number;
  /** 1-based, in bytes. */
  readonly column: number;
  readonly message: string;
}

export interface Compiled {
  /** Of the text as it stands; "" when it does not compile. */
  readonly revision: string;
  readonly errors: readonly PolicyError[];
  /**
   * There is a policy to check with. A policy whose only errors are failing examples can be tried
   * all the same: its author needs to see why they fail.
   */
  readonly usable: boolean;
}

export interface ExplainedNode {
  readonly matcher: string;
  readonly says: boolean;
  /** null: there is too little to tell. */
  readonly figure?: number | null;
  readonly words?: readonly string[];
  readonly parts?: readonly ExplainedNode[];
}

export interface ExplainedRule {
  readonly rule: string;
  readonly match: ExplainedNode;
  readonly unless?: ExplainedNode;
}

export interface Explanation {
  readonly sentences: readonly (readonly string[])[];
  readonly ignored: readonly { readonly part: string; readonly text: string }[];
  readonly disguises: readonly { readonly typed: string; readonly read_as: string }[];
  readonly rules: readonly ExplainedRule[];
  readonly verdict: Verdict;
}

export interface RuleTrial {
  readonly errors: readonly PolicyError[];
  /** For each request: what the rule marked, or null when it says nothing. */
  readonly marks: readonly (readonly Interval[] | null)[];
}

/** One entry for each thing that can be asked: what goes in, and what comes out. */
export interface Calls {
  /** Loads the engine: from then on nothing is fetched any more. */
  start: { in: object; out: null };
  compile: { in: { text: string }; out: Compiled };
  check: { in: { request: CheckRequest }; out: Verdict | null };
  explain: { in: { request: CheckRequest }; out: Explanation | null };
  lint: { in: { text: string }; out: PolicyError[] };
  publish: { in: { text: string }; out: string };
  /** A policy of one rule, tried on a few comments. */
  tryRule: { in: { text: string; requests: readonly CheckRequest[] }; out: RuleTrial };
  /** Tries two policies on a file; sends progress on the way. */
  trial: { in: { file: File; now: string; before: string }; out: TrialSummary };
  cancelTrial: { in: object; out: null };
  rows: { in: { filter: RowFilter; from: number; count: number }; out: RowPage };
}

export type Call = keyof Calls;

export interface Ask {
  readonly id: number;
  readonly call: Call;
  readonly input: unknown;
}

export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly progress: TrialSummary }
  | { readonly id: number; readonly failure: string };
