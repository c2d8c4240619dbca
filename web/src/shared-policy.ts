// One compiled policy for all boxes of a page.
import type { Checker } from './checker.js';
import { loadChecker } from './load-checker.js';
import { type LoadedPolicy, loadPolicy, readPolicy } from './policy.js';

export interface SharedPolicy {
  readonly policy: LoadedPolicy;
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
  const loading =
    typeof source === 'string'
      ? loadPolicy(source, base)
      : Promise.resolve(readPolicy(source.json));
  const checker = await loadChecker(loading.then(({ json }) => json));
  return { policy: await loading, checker };
}
