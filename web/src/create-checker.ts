// A checker without any page: for one's own interface, and for servers in JavaScript.
import { type Checker, compileChecker } from './checker.js';
import { engineFromBytes } from './engine.js';
import { engineFor, loadChecker } from './load-checker.js';

export interface CheckerOptions {
  /** The policy as JSON text, or the bytes of a compiled one. */
  policy: string | ArrayBuffer | Uint8Array;
  /**
   * The bytes of precheck-full.wasm; of precheck-json.wasm, which reads no "pattern"; or of
   * precheck.wasm, which reads compiled policies only. When left out, they are fetched from beside
   * this module: the least that the policy needs.
   */
  wasm?: ArrayBuffer | Uint8Array;
}

/** Rejects with a PolicyError when the policy does not compile. */
export async function createChecker({ policy, wasm }: CheckerOptions): Promise<Checker> {
  const text = policy instanceof ArrayBuffer ? new Uint8Array(policy) : policy;
  return wasm
    ? compileChecker(await engineFromBytes(wasm), text)
    : loadChecker(text, engineFor(text));
}
