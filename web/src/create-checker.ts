// A checker without any page: for one's own interface, and for servers in JavaScript.
import { type Checker, compileChecker } from './checker.js';
import { engineFromBytes } from './engine.js';
import { loadChecker } from './load-checker.js';

export interface CheckerOptions {
  /** The policy as JSON text. */
  policy: string;
  /**
   * The bytes of precheck-full.wasm; or of precheck.wasm, which reads no "pattern". When left out,
   * they are fetched from beside this module, the full ones only where the policy needs them.
   */
  wasm?: ArrayBuffer | Uint8Array;
}

/** Rejects with a PolicyError when the policy does not compile. */
export async function createChecker({ policy, wasm }: CheckerOptions): Promise<Checker> {
  return wasm ? compileChecker(await engineFromBytes(wasm), policy) : loadChecker(policy);
}
