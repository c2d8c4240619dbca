// What servers in JavaScript get: everything of index.ts, with the engine's bytes from the disk.
import { readFile } from 'node:fs/promises';
import { type Checker, type CheckerOptions, createChecker as create } from './index.js';

export * from './index.js';

/** Rejects with a PolicyError when the policy does not compile. */
export async function createChecker(options: CheckerOptions): Promise<Checker> {
  return create({ wasm: await readFile(new URL('./precheck.wasm', import.meta.url)), ...options });
}
