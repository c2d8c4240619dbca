// Policies as the Studio needs them: compiled even when only their examples fail.
import type { CheckRequest, Verdict } from '../../../src/types.js';
import { toWellFormedJson, wellFormed } from '../../../src/well-formed.js';
import type { Compiled, Explanation, PolicyError } from './protocol.js';
import type { Engine, EnginePolicy } from './studio-engine.mjs';

export class Policy {
  readonly #policy: EnginePolicy | null;

  constructor(
    readonly compiled: Compiled,
    policy: EnginePolicy | null,
  ) {
    this.#policy = policy;
  }

  /** null without a policy: nothing may look like a verdict that is none. */
  check(request: CheckRequest): Verdict | null {
    return read<Verdict>(this.#policy?.check(toWellFormedJson(request)));
  }

  explain(request: CheckRequest): Explanation | null {
    return read<Explanation>(this.#policy?.explain(toWellFormedJson(request)));
  }

  delete(): void {
    this.#policy?.delete();
  }
}

export function compile(engine: Engine, text: string): Policy {
  const source = wellFormed(text);
  const policy = engine.Policy.compile(source);
  const errors = JSON.parse(policy.errors()) as PolicyError[];
  if (errors.length === 0) {
    return new Policy({ revision: policy.revision(), errors, usable: true }, policy);
  }
  policy.delete();
  if (errors.every(({ code }) => code === 'failing_example')) {
    const bare = engine.Policy.compile(withoutExamples(source));
    if (bare.errors() === '[]') {
      return new Policy({ revision: '', errors, usable: true }, bare);
    }
    bare.delete();
  }
  return new Policy({ revision: '', errors, usable: false }, null);
}

function withoutExamples(text: string): string {
  const policy = JSON.parse(text) as { rules: { examples?: unknown }[] };
  for (const rule of policy.rules) delete rule.examples;
  return JSON.stringify(policy);
}

function read<Answer extends object>(json: string | undefined): Answer | null {
  if (json === undefined) return null;
  const answer = JSON.parse(json) as Answer;
  return 'error' in answer ? null : answer;
}
