// One compiled policy for all boxes of a page.
import type { Checker, LoadedChecker, PolicyFacts } from './checker.js';
import { engineFor, loadChecker } from './load-checker.js';
import { engineForName, fetchPolicy, policyUrl } from './policy.js';

export interface SharedPolicy {
  readonly policy: PolicyFacts;
  /** Belongs to the page: no box disposes of it. */
  readonly checker: Checker;
}

/** Address of the published policy, or the policy itself. */
export type PolicySource = string | { json: string };

const compiled = new Map<string, Promise<SharedPolicy>>();

/** Loads and compiles a policy once a page; a failed load is tried again next time. */
export function sharedPolicy(source: PolicySource, base: string): Promise<SharedPolicy> {
  const key = typeof source === 'string' ? source : source.json;
  const known = compiled.get(key);
  if (known) return known;
  const loading = compilePolicy(source, base);
  compiled.set(key, loading);
  loading.catch(() => compiled.delete(key));
  return loading;
}

async function compilePolicy(source: PolicySource, base: string): Promise<SharedPolicy> {
  const checker = await loadFrom(source, base);
  return { policy: checker.facts(), checker };
}

function loadFrom(source: PolicySource, base: string): Promise<LoadedChecker> {
  if (typeof source !== 'string') return loadChecker(source.json, engineFor(source.json));
  const url = policyUrl(source, base);
  return loadChecker(fetchPolicy(url), engineForName(url));
}
