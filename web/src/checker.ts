import type { Engine, EngineChecker } from './precheck-engine.mjs';
import type { CheckRequest, Verdict } from './types.js';
import { toWellFormedJson } from './well-formed.js';

/** Judges comments by one policy. Throws a CheckError where there can be no verdict. */
export interface Checker {
  /** `sha256:…` of the policy; the server's verdicts carry the same. */
  readonly revision: string;
  check(request: CheckRequest): Verdict;
  dispose(): void;
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

/** The code of a policy with patterns, which the small engine does not read. */
export const needsFullEngine = 'needs_full_engine';

/** Compiles a policy with an engine that is already loaded. */
export function compileChecker(engine: Engine, policyJson: string): Checker {
  const compiled = engine.Checker.compile(policyJson);
  const problems = JSON.parse(compiled.errors()) as PolicyProblem[];
  // A policy that only the full engine reads is that engine's to judge.
  const first = problems.find(({ code }) => code === needsFullEngine) ?? problems[0];
  if (first) {
    compiled.delete();
    throw policyError(first);
  }
  return new EngineBackedChecker(compiled);
}

function policyError({ code, pointer, line, column }: PolicyProblem): PolicyError {
  const place = `line ${line}, column ${column}${pointer && ` (${pointer})`}`;
  const remedy =
    code === needsFullEngine
      ? 'precheck.wasm reads no "pattern"; give the bytes of precheck-full.wasm'
      : '`precheck lint` says what is wrong and how to mend it';
  return new PolicyError(code, `${code} at ${place}; ${remedy}`);
}

class EngineBackedChecker implements Checker {
  readonly revision: string;

  constructor(private readonly compiled: EngineChecker) {
    this.revision = compiled.revision();
  }

  check(request: CheckRequest): Verdict {
    const answer = JSON.parse(this.compiled.check(toWellFormedJson(request))) as Verdict & Refusal;
    if (answer.error) throw new CheckError(answer.error.message);
    return answer;
  }

  dispose(): void {
    this.compiled.delete();
  }
}
