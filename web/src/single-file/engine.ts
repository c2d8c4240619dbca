// Stands in for ../engine.ts where there is one file: the engine's bytes are in the script.
import { LoadError } from '../load-error.js';
import createEngine, { type Engine } from '../precheck-engine.mjs';
// The full one: nothing can be fetched later.
import wasmInBase64 from '../precheck-full.wasm';

let shared: Promise<Engine> | undefined;

export function loadEngine(): Promise<Engine> {
  shared ??= engineFromBytes(Uint8Array.from(atob(wasmInBase64), (byte) => byte.charCodeAt(0)));
  return shared;
}

export async function engineFromBytes(wasmBinary: ArrayBuffer | Uint8Array): Promise<Engine> {
  try {
    return await createEngine({ wasmBinary });
  } catch (error) {
    throw new LoadError(
      `WebAssembly did not start (${String(error)})`,
      "add 'wasm-unsafe-eval' to the page's script-src",
    );
  }
}
