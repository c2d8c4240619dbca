// A policy's checker: the small engine's, or the full one's where the policy needs it.
import { type Checker, compileChecker, needsFullEngine, PolicyError } from './checker.js';
import { loadEngine } from './engine.js';

/**
 * The engine itself says whether it can read the policy. Its file is fetched while the policy
 * still loads; only a policy with patterns waits for a second file.
 */
export async function loadChecker(policyJson: string | Promise<string>): Promise<Checker> {
  const [engine, json] = await Promise.all([loadEngine('precheck.wasm'), policyJson]);
  try {
    return compileChecker(engine, json);
  } catch (error) {
    if (!(error instanceof PolicyError) || error.code !== needsFullEngine) throw error;
    return compileChecker(await loadEngine('precheck-full.wasm'), json);
  }
}
