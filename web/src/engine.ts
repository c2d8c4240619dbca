// Loads the WebAssembly engine: one glue module and one wasm file, once a page.
import { LoadError } from './load-error.js';
import type { Engine } from './precheck-engine.mjs';

/** The first reads compiled policies; the second JSON, too; the third patterns, too. */
export type EngineFile = 'precheck.wasm' | 'precheck-json.wasm' | 'precheck-full.wasm';

/** Set at build time: what the bytes of each file must hash to. */
declare const WASM_INTEGRITY: Readonly<Record<EngineFile, string>>;

const shared = new Map<EngineFile, Promise<Engine>>();

/** The engine whose files stand beside this module; a failed load is tried again next time. */
export function loadEngine(file: EngineFile): Promise<Engine> {
  const known = shared.get(file);
  if (known) return known;
  const loading = start(file);
  shared.set(file, loading);
  loading.catch(() => shared.delete(file));
  return loading;
}

async function start(file: EngineFile): Promise<Engine> {
  const [glue, wasmBinary] = await Promise.all([loadGlue(), fetchWasm(file)]);
  return createEngine(glue, wasmBinary);
}

/** For hosts that bring the bytes themselves, such as Node. */
export async function engineFromBytes(wasmBinary: ArrayBuffer | Uint8Array): Promise<Engine> {
  return createEngine(await loadGlue(), wasmBinary);
}

type Glue = typeof import('./precheck-engine.mjs');

async function loadGlue(): Promise<Glue> {
  try {
    const glue = await import('./precheck-engine.mjs');
    if (typeof glue.default !== 'function') throw new TypeError('it is of another release');
    return glue;
  } catch (error) {
    throw new LoadError(
      `precheck-engine.mjs did not load (${String(error)})`,
      'put it beside precheck.mjs and serve it as text/javascript',
    );
  }
}

// With an integrity, an error page fails like any other wrong bytes: there is no status to read.
async function fetchWasm(file: EngineFile): Promise<ArrayBuffer> {
  const url = new URL(`./${file}`, import.meta.url);
  try {
    const response = await fetch(url, { integrity: WASM_INTEGRITY[file] });
    return await response.arrayBuffer();
  } catch (error) {
    throw new LoadError(
      `${url.pathname} is missing, blocked or of another release (${String(error)})`,
      `put the ${file} of the same release beside precheck.mjs, and allow it in the page's connect-src`,
    );
  }
}

async function createEngine(glue: Glue, wasmBinary: ArrayBuffer | Uint8Array): Promise<Engine> {
  try {
    return await glue.default({ wasmBinary });
  } catch (error) {
    throw new LoadError(
      `WebAssembly did not start (${String(error)})`,
      "add 'wasm-unsafe-eval' to the page's script-src",
    );
  }
}
