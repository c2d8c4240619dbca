// Loads the Studio's WebAssembly engine: one glue module and one wasm file, beside this module.
import type { Engine } from './studio-engine.mjs';

export async function loadEngine(): Promise<Engine> {
  const [glue, response] = await Promise.all([
    import('./studio-engine.mjs'),
    fetch(new URL('./studio.wasm', import.meta.url)),
  ]);
  if (!response.ok) throw new Error(`studio.wasm did not load: status ${response.status}`);
  return glue.default({
    wasmBinary: await response.arrayBuffer(),
    print: ignore,
    printErr: ignore,
  });
}

function ignore(): void {
  return;
}
