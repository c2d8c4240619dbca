// A policy's checker, by the smallest engine that reads the policy.
import { compileChecker, type LoadedChecker, type PolicyText, PolicyError } from './checker.js';
import { type EngineFile, loadEngine } from './engine.js';

/** What an engine says of a policy that another one reads. */
const readers: ReadonlyMap<string, EngineFile> = new Map([
  ['needs_json_engine', 'precheck-json.wasm'],
  ['needs_full_engine', 'precheck-full.wasm'],
]);

/**
 * The engine itself says whether it can read the policy. `file` is fetched while the policy still
 * loads; only a policy that is not what it seemed, or that has patterns, waits for another file.
 */
export async function loadChecker(
  policy: PolicyText | Promise<PolicyText>,
  file: EngineFile,
): Promise<LoadedChecker> {
  const [engine, text] = await Promise.all([loadEngine(file), policy]);
  try {
    return compileChecker(engine, text);
  } catch (error) {
    const reader = error instanceof PolicyError && readers.get(error.code);
    if (!reader || reader === file) throw error;
    return loadChecker(text, reader);
  }
}

/** The engine for a policy that is already here. */
export function engineFor(policy: PolicyText): EngineFile {
  const isCompiled = typeof policy !== 'string' && policy[0] === 0x93;
  return isCompiled ? 'precheck.wasm' : 'precheck-json.wasm';
}
