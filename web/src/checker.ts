import type { Engine, EngineChecker } from './precheck-engine.mjs';
import { requestJson } from './request-json.js';
import type { CheckRequest, Verdict } from './types.js';

/** Judges comments by one policy. Throws a CheckError where there can be no verdict. */
export interface Checker {
  /** `sha256:…` of the policy; the server's verdicts carry the same. */
  readonly revision: string;
  check(request: CheckRequest): Verdict;
  dispose(): void;
}

/** JSON, or the bytes of a compiled policy. */
export type PolicyText = string | Uint8Array;

/** What the panel shows of a policy. */
export interface PolicyFacts {
  readonly languages: readonly string[];
  /** Rule id → a comment that the rule lets pass. */
  readonly examples: ReadonlyMap<string, string>;
  /** The strikes at which the ladder ends; 0 without a ladder. */
  readonly mostStrikes: number;
}

export interface LoadedChecker extends Checker {
  facts(): PolicyFacts;
}

/** The policy does not compile. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';

  constructor(
    /** What is wrong, in one word that stays the same. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The request could not be judged. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
}

/** The engine gives no words for a policy's errors: they would be a tenth of its bytes. */
interface PolicyProblem {
  code: string;
  pointer: string;
  line: number;
  column: number;
}

interface Refusal {
  error?: { code: string; field?: string; message: string };
}

interface About {
  languages: string[];
  most_strikes: number;
  examples: Record<string, string>;
}

/** What to do about a policy that the engine does not read. */
const remedies: Readonly<Record<string, string>> = {
  needs_json_engine:
    'precheck.wasm reads compiled policies only; give the bytes of precheck-json.wasm',
  needs_full_engine: 'this module reads no "pattern"; give the bytes of precheck-full.wasm',
};

/** Compiles a policy with an engine that is already loaded. */
export function compileChecker(engine: Engine, policy: PolicyText): LoadedChecker {
  const compiled = engine.Checker.compile(policy);
  const problems = JSON.parse(compiled.errors()) as PolicyProblem[];
  // A policy that only another engine reads is that engine's to judge.
  const first = problems.find(({ code }) => code in remedies) ?? problems[0];
  if (first) {
    compiled.delete();
    throw policyError(first);
  }
  return new EngineBackedChecker(compiled);
}

function policyError({ code, pointer, line, column }: PolicyProblem): PolicyError {
  const place = `line ${line}, column ${column}${pointer && ` (${pointer})`}`;
  const remedy = remedies[code] ?? '`precheck lint` says what is wrong and how to mend it';
  return new PolicyError(code, `${code} at ${place}; ${remedy}`);
}

class EngineBackedChecker implements LoadedChecker {
  readonly revision: string;

  constructor(private readonly compiled: EngineChecker) {
    this.revision = compiled.revision();
  }

  check(request: CheckRequest): Verdict {
    const answer = JSON.parse(this.compiled.check(requestJson(request))) as Verdict & Refusal;
    if (answer.error) throw new CheckError(answer.error.message);
    return answer;
  }

  facts(): PolicyFacts {
    const about = JSON.parse(this.compiled.about()) as About;
    return {
      languages: about.languages,
      examples: new Map(Object.entries(about.examples)),
      mostStrikes: about.most_strikes,
    };
  }

  dispose(): void {
    this.compiled.delete();
  }
}
