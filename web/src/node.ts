// What servers in JavaScript get: everything of index.ts, with the engine's bytes from the disk.
import { readFile } from 'node:fs/promises';
import { type Checker, type CheckerOptions, createChecker as create } from './index.js';

export * from './index.js';

/**
 * Rejects with a PolicyError when the policy does not compile. The engine is the full one: a disk
 * costs no download.
 */
export async function createChecker({ policy, wasm }: CheckerOptions): Promise<Checker> {
  return create({ policy, wasm: wasm ?? (await readFile(fullEngine)) });
}

const fullEngine = new URL('./precheck-full.wasm', import.meta.url);
