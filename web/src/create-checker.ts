// A checker without any page: for one's own interface, and for servers in JavaScript.
import { type Checker, compileChecker } from './checker.js';
import { engineFromBytes, loadEngine } from './engine.js';

export interface CheckerOptions {
  /** The policy as JSON text. */
  policy: string;
  /** The bytes of precheck.wasm; fetched from beside this module when left out. */
  wasm?: ArrayBuffer | Uint8Array;
}

/** Rejects with a PolicyError when the policy does not compile. */
export async function createChecker({ policy, wasm }: CheckerOptions): Promise<Checker> {
  const engine = await (wasm ? engineFromBytes(wasm) : loadEngine());
  return compileChecker(engine, policy);
}
